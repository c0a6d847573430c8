package dev.eventsource.broker.socket;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.user.RecentUsers;
import dev.eventsource.broker.user.User;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Ends the streams without tickets whose users are disabled or no more, and those that show nothing on channels that are no longer
 * public. A user who is barred is told of, so that is done at once where the signal comes; here it is done each fifteen seconds all
 * the same, and within one where somebody tells of a user who was changed: a ticket would be missed by its renewal, and these
 * streams have none.
 *
 * <p>Any thread may tell; all else belongs to this object's own thread.
 */
@Singleton
class TokenUsers {
    private static final Logger LOG = System.getLogger(TokenUsers.class.getName());
    private static final Duration RARELY = Duration.ofSeconds(15);
    private static final int AT_ONCE = 1_000;

    private final TokenStreams streams;
    private final RecentUsers users;
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private final Periodic turns = new Periodic("token-users", Duration.ofSeconds(1), this::turn);
    private long lookedAt = System.nanoTime();

    @Inject
    TokenUsers(TokenStreams streams, RecentUsers users) {
        this.streams = streams;
        this.users = users;
    }

    void start(@Observes Startup deployment) {
        turns.start();
    }

    void report(@Observes HealthReport report) {
        report.add(turns);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        turns.close();
    }

    void follow(@Observes Signal signal) {
        if (signal.topic() == Topic.CHANGE_USER) {
            isAsked.set(true);
        }
    }

    private void turn() {
        boolean isDue = System.nanoTime() - lookedAt >= RARELY.toNanos();
        if (isAsked.getAndSet(false) || isDue) {
            lookedAt = System.nanoTime();
            look();
        }
    }

    private void look() {
        List<String> keys = streams.users();
        try {
            for (int from = 0; from < keys.size(); from += AT_ONCE) {
                Set<String> some = Set.copyOf(keys.subList(from, Math.min(keys.size(), from + AT_ONCE)));
                Map<String, User> enabled = users.enabled(some);
                streams.end(claim -> some.contains(claim.socket().user())
                        && !mayStay(claim, enabled.get(claim.socket().user())));
            }
        } catch (Unavailable e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Whether streams without tickets may stay is asked when MongoDB answers again");
        }
    }

    /** The user of a stream; null: there is none who is enabled. */
    private boolean mayStay(Claim claim, @Nullable User user) {
        // A look at thousands of channels takes a while.
        turns.beat();
        Socket socket = claim.socket();
        return user != null
                && (claim.token() != null || user.publicChannels().haveAll(socket.channels(), socket.patterns()));
    }
}
