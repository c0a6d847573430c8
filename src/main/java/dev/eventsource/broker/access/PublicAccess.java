package dev.eventsource.broker.access;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.http.BasicAuth;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.user.RecentUsers;
import dev.eventsource.broker.user.User;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What anybody may read who shows nothing, since its user says so. Any thread may ask, and none waits. */
@Singleton
public final class PublicAccess {
    private final RecentUsers users;

    @Inject
    PublicAccess(RecentUsers users) {
        this.users = users;
    }

    /**
     * Refuses a call that shows more than nothing, so that nobody is taken for anybody whose proof is wrong. HTTP Basic may be for
     * a proxy on the way, and counts for nothing here.
     */
    public void requireNothingElse(Parameters parameters, @Nullable String authorization) {
        if (authorization != null && !BasicAuth.isMeant(authorization)) {
            throw Problem.noBearer();
        }
        if (Stream.of("key", "timestamp", "token").anyMatch(parameters::has)) {
            throw Problem.badRequest("Public channels are opened with 'user' and 'channel' or 'pattern' alone;"
                    + " send a token as 'Authorization: Bearer'.");
        }
    }

    /**
     * The user of this key, whose public channels these are; a 401 problem where one of them is not, or there is no such user. It is
     * there at once where the user was seen lately.
     */
    public CompletionStage<User> require(String key, List<String> channels, List<ChannelPattern> patterns) {
        return users.find(key, user -> opens(user, channels, patterns))
                .thenApply(found ->
                        found.filter(user -> opens(user, channels, patterns)).orElseThrow(Problem::notPublic));
    }

    private static boolean opens(User user, List<String> channels, List<ChannelPattern> patterns) {
        return !user.disabled() && user.publicChannels().haveAll(channels, patterns);
    }
}
