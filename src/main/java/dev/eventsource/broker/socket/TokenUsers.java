package dev.eventsource.broker.socket;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.user.RecentUsers;
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
import java.util.Set;

/**
 * Ends the streams of tokens whose users are disabled or no more, where no signal told of it, or one came before the stream: a
 * ticket would be missed by its renewal, and a token has none. Belongs to its own thread.
 */
@Singleton
class TokenUsers {
    private static final Logger LOG = System.getLogger(TokenUsers.class.getName());
    private static final int AT_ONCE = 1_000;

    private final TokenStreams streams;
    private final RecentUsers users;
    private final Periodic turns = new Periodic("token-users", Duration.ofSeconds(15), this::turn);

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

    private void turn() {
        List<String> keys = streams.sockets().map(Socket::user).distinct().toList();
        try {
            for (int from = 0; from < keys.size(); from += AT_ONCE) {
                Set<String> barred = users.barred(keys.subList(from, Math.min(keys.size(), from + AT_ONCE)));
                streams.end(claim -> barred.contains(claim.socket().user()));
                turns.beat();
            }
        } catch (Unavailable e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Whether the users of tokens are still there is asked when MongoDB answers again");
        }
    }
}
