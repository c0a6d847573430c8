package dev.eventsource.broker.stream;

import dev.eventsource.broker.access.PublicAccess;
import dev.eventsource.broker.access.RateLimits;
import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.TokenStreams;
import dev.eventsource.broker.token.Bearer;
import dev.eventsource.broker.token.Grants;
import dev.eventsource.broker.token.Right;
import dev.eventsource.broker.token.Tokens;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Lets browsers in without a socket: those that show a token, and to public channels anybody. Any thread may call, and none waits. */
@Singleton
class Admission {
    /** As many as a socket may have. */
    private static final int MOST_CHANNELS = 32;

    private final Tokens tokens;
    private final RateLimits limits;
    private final PublicAccess publicAccess;
    private final TokenStreams streams;
    private final Channels channels;

    @Inject
    Admission(Tokens tokens, RateLimits limits, PublicAccess publicAccess, TokenStreams streams, Channels channels) {
        this.tokens = tokens;
        this.limits = limits;
        this.publicAccess = publicAccess;
        this.streams = streams;
        this.channels = channels;
    }

    /**
     * How the claim of what is wanted is had; empty where it is to be had with a socket, and a 400 problem where in two ways. Whoever
     * shows a token is judged by it alone, whatever is public.
     */
    Optional<Function<StreamRequest, CompletionStage<Claim>>> find(HttpServletRequest request, Parameters parameters) {
        Optional<String> user = parameters.find("user");
        if (parameters.has("socket")) {
            requireSocketAlone(request, parameters, user);
            return Optional.empty();
        }
        Optional<CompletionStage<Bearer>> bearer = tokens.ofAny(request, parameters);
        if (bearer.isPresent()) {
            return bearer.map(proven -> wanted -> proven.thenApply(known -> admit(known, user, wanted)));
        }
        if (user.isPresent()) {
            publicAccess.requireNothingElse(parameters, request.getHeader("Authorization"));
        }
        return user.map(key -> wanted -> admitAnybody(key, wanted));
    }

    private void requireSocketAlone(HttpServletRequest request, Parameters parameters, Optional<String> user) {
        if (user.isPresent() || tokens.of(request, parameters).isPresent()) {
            throw Problem.badRequest("Send either 'socket', or a token, or 'user' for public channels.");
        }
    }

    /**
     * The claim of a stream on channels and patterns of the token's, or on all that it names; 403 where it does not allow one of
     * them, or is another user's than the one who is named, and 429 where it opens too many.
     */
    private Claim admit(Bearer bearer, Optional<String> user, StreamRequest wanted) {
        if (user.filter(key -> !bearer.isOf(key)).isPresent()) {
            throw Problem.forbidden("The token is for the channels of another user; leave 'user' out.");
        }
        limits.requireStream(bearer.token().mark());
        wanted.channels().forEach(name -> bearer.require(Right.SUBSCRIBE, name));
        wanted.patterns().forEach(pattern -> bearer.require(Right.SUBSCRIBE, pattern));
        boolean all = wanted.channels().isEmpty() && wanted.patterns().isEmpty();
        Grants grants = bearer.token().grants();
        List<String> names = all ? grants.channels(Right.SUBSCRIBE) : wanted.channels();
        List<ChannelPattern> patterns = all ? grants.patterns(Right.SUBSCRIBE) : wanted.patterns();
        requireSome(names.size() + patterns.size(), ", of those of the token");
        return streams.open(bearer.user(), bearer.token(), names, patterns, channels.lastId());
    }

    /** What is public may change, so it has to be said what is wanted of it. */
    private CompletionStage<Claim> admitAnybody(String user, StreamRequest wanted) {
        requireSome(wanted.channels().size() + wanted.patterns().size(), ", of the user's public ones");
        return publicAccess.require(user, wanted.channels(), wanted.patterns()).thenApply(known -> {
            requireRoomForAnybody(user);
            return streams.open(known, null, wanted.channels(), wanted.patterns(), channels.lastId());
        });
    }

    private void requireRoomForAnybody(String user) {
        if (!limits.letsInAnybody(user)) {
            throw new TurnedAway(TurnAway.USER_LIMIT);
        }
    }

    /** Has others know of a stream that was let in. */
    void begin(Claim claim) {
        streams.begin(claim);
    }

    private static void requireSome(int channelsAndPatterns, String ofWhich) {
        if (channelsAndPatterns < 1 || channelsAndPatterns > MOST_CHANNELS) {
            throw Problem.badRequest(
                    "Send 1 to %d parameters 'channel' and 'pattern' together%s.".formatted(MOST_CHANNELS, ofWhich));
        }
    }
}
