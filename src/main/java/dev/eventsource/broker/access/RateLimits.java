package dev.eventsource.broker.access;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/** How fast a user may go at this node. Any thread may ask; each call counts one, and is a 429 problem where it is too many. */
@Singleton
public final class RateLimits {
    private final RateLimit events;
    private final RateLimit sockets;

    @Inject
    RateLimits(Settings settings) {
        this.events = new RateLimit("events", settings.limit(Setting.MAX_EVENTS_PER_SECOND));
        this.sockets = new RateLimit("sockets", settings.limit(Setting.MAX_SOCKETS_PER_SECOND));
    }

    /** An event that the user publishes, or one of its pages. */
    public void requireEvent(String user) {
        events.require(user);
    }

    /** A socket that the user opens. */
    public void requireSocket(String user) {
        sockets.require(user);
    }

    /** How many were too many since the start, by what they were: {@code events} and {@code sockets}. */
    public Map<String, Long> refused() {
        return Map.of("events", events.refused(), "sockets", sockets.refused());
    }
}
