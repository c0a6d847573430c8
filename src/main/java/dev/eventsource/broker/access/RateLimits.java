package dev.eventsource.broker.access;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/** How fast a user, or who bears a token, may go at this node. Any thread may ask; each call counts one, and most are a 429 problem where it is too many. */
@Singleton
public final class RateLimits {
    private final RateLimit<String> events;
    private final RateLimit<String> sockets;
    private final RateLimit<String> publicStreams;
    private final RateLimit<Object> streams;

    @Inject
    public RateLimits(Settings settings) {
        this.events = new RateLimit<>("events", "a user", settings.limit(Setting.MAX_EVENTS_PER_SECOND));
        this.sockets = new RateLimit<>("sockets", "a user", settings.limit(Setting.MAX_SOCKETS_PER_SECOND));
        this.publicStreams = new RateLimit<>(
                "streams without a token", "a user", settings.limit(Setting.MAX_SOCKETS_PER_SECOND) / 2.0);
        this.streams = new RateLimit<>("streams", "a token", settings.limit(Setting.MAX_STREAMS_PER_SECOND));
    }

    /** An event that the user publishes, or one of its pages. */
    public void requireEvent(String user) {
        events.require(user);
    }

    /** So many events that are published together or not at all; a 400 problem where the user may never have so many at once. */
    public void requireEvents(String user, int many) {
        events.require(user, many);
    }

    /** A socket that the user opens. */
    public void requireSocket(String user) {
        sockets.require(user);
    }

    /**
     * A stream that is asked for with a token. Each socket costs its user's server a call, which limits them all; a token can be used
     * again by whoever bears it, so it is the token that has a limit. All of a user's together have none: after a restart they all
     * come back at once.
     *
     * @param token what stands for it, small, for it is kept for ten seconds
     */
    public void requireStream(Object token) {
        streams.require(token);
    }

    /**
     * Whether one may open that shows nothing, on the user's public channels. Nobody's server is asked for it, so it is among the
     * sockets that the user opens; of their rate such streams have half at most, that nobody keeps the user's own pages out. Not a
     * problem, unlike the others: a crowd that comes back is to be let in bit by bit.
     */
    public boolean letsInAnybody(String user) {
        return publicStreams.take(user) == 0 && sockets.take(user) == 0;
    }

    /** How many were too many since the start, by what they were: {@code events}, {@code sockets} and {@code streams}. */
    public Map<String, Long> refused() {
        return Map.of("events", events.refused(), "sockets", sockets.refused(), "streams", streams.refused());
    }
}
