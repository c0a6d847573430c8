package dev.eventsource.broker.socket;

import dev.eventsource.broker.mongo.MongoClock;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * How long sockets live, by MongoDB's clock; while MongoDB is away nothing lapses, since nothing can be renewed. Any
 * thread may ask; {@code Unavailable} before MongoDB's first answer.
 */
@Singleton
public class Lifetime {
    private final MongoClock clock;
    private final Duration life;

    @Inject
    Lifetime(MongoClock clock, Settings settings) {
        this.clock = clock;
        this.life = settings.duration(Setting.SOCKET_TTL_SECONDS);
    }

    /** How long what nobody renews lives. */
    public Duration life() {
        return life;
    }

    /** The time by that clock. */
    public Instant now() {
        return clock.instant();
    }

    /** When a life ends that begins then. */
    public Date end(Instant begin) {
        return Date.from(begin.plus(life));
    }

    /**
     * What ends before this has lapsed: now; but for one life after MongoDB was away, when that began, so that nodes and
     * browsers have the time to renew what they hold.
     */
    public Instant horizon() {
        Instant now = clock.instant();
        return clock.latestOutage()
                .filter(outage -> now.isBefore(outage.end().plus(life)))
                .map(outage -> outage.begin())
                .orElse(now);
    }
}
