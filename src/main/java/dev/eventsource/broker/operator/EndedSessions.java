package dev.eventsource.broker.operator;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Topic;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sessions that were ended before their time, so that what a cookie still says is worth nothing. Every node is told, and told
 * again each minute by all that know, since a signal may be lost; so one that hears late, or starts late, takes an ended
 * session for a minute at most, unless no node is left that knows. Any thread may call; all is guarded by this object's lock.
 */
@Singleton
final class EndedSessions {
    /** More than operators end in {@link Session#LONGEST}; where there are more, all that began before are ended with them. */
    static final int MOST = 1_000;

    private static final Pattern TEXT = Pattern.compile("([\\w-]{24}) (\\d{10})");

    private final OperatorSignals signals;
    private final Clock clock;
    private final Map<String, Instant> begunAt = new HashMap<>();
    private Instant allUpTo = Instant.MIN;

    @Inject
    EndedSessions(OperatorSignals signals) {
        this(signals, Clock.systemUTC());
    }

    EndedSessions(OperatorSignals signals, Clock clock) {
        this.signals = signals;
        this.clock = clock;
    }

    synchronized boolean has(Session session) {
        return begunAt.containsKey(session.id()) || !session.begunAt().isAfter(allUpTo);
    }

    /** Ends it here at once, and on the other nodes as soon as they hear of it. */
    void end(Session session) {
        note(session.id(), session.begunAt());
        tell(session.id(), session.begunAt());
    }

    /** Tells the other nodes of all that were ended once more, whoever ended them: that one may be gone. */
    void tellAgain() {
        known().forEach(this::tell);
    }

    private synchronized Map<String, Instant> known() {
        forgetThePast();
        return Map.copyOf(begunAt);
    }

    private void tell(String id, Instant begun) {
        signals.tell(Topic.END_SESSION, id + " " + begun.getEpochSecond());
    }

    void follow(@Observes Signal signal) {
        signals.heard(signal, Topic.END_SESSION)
                .map(TEXT::matcher)
                .filter(Matcher::matches)
                .ifPresent(text -> note(text.group(1), Instant.ofEpochSecond(Long.parseLong(text.group(2)))));
    }

    private synchronized void note(String id, Instant begun) {
        if (begunAt.size() >= MOST && !begunAt.containsKey(id)) {
            forgetThePast();
        }
        if (begunAt.size() >= MOST && !begunAt.containsKey(id)) {
            allUpTo = clock.instant();
            begunAt.clear();
        }
        begunAt.put(id, begun);
    }

    private void forgetThePast() {
        Instant oldest = clock.instant().minus(Session.LONGEST);
        begunAt.values().removeIf(begun -> begun.isBefore(oldest));
    }
}
