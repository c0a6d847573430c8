package dev.eventsource.broker.operator;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.cluster.Topic;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sessions that were ended before their time, so that what a cookie still says is worth nothing. Every node is told, and told
 * again each minute by the one that ended it, since a signal may be lost; so one that hears late, or starts late, takes an
 * ended session for a minute at most. Any thread may call; all is guarded by this object's lock.
 */
@Singleton
final class EndedSessions {
    /** More than operators end in {@link Session#LONGEST}; where there are more, all that began before are ended with them. */
    static final int MOST = 1_000;

    private static final Pattern TEXT = Pattern.compile("([\\w-]{24}) (\\d{10})");

    private final Signals signals;
    private final Clock clock;
    private final Map<String, Instant> begunAt = new HashMap<>();
    private final Set<String> endedHere = new HashSet<>();
    private Instant allUpTo = Instant.MIN;

    @Inject
    EndedSessions(Signals signals) {
        this(signals, Clock.systemUTC());
    }

    EndedSessions(Signals signals, Clock clock) {
        this.signals = signals;
        this.clock = clock;
    }

    synchronized boolean has(Session session) {
        return begunAt.containsKey(session.id()) || !session.begunAt().isAfter(allUpTo);
    }

    /** Ends it here at once, and on the other nodes as soon as they hear of it. */
    void end(Session session) {
        note(session.id(), session.begunAt(), true);
        tell(session.id(), session.begunAt());
    }

    /** Tells the other nodes of those that were ended here once more. */
    void tellAgain() {
        endedHere().forEach(session -> tell(session.id(), session.begunAt()));
    }

    private synchronized List<Session> endedHere() {
        forgetThePast();
        List<Session> sessions = new ArrayList<>();
        for (String id : endedHere) {
            Instant begun = begunAt.getOrDefault(id, Instant.EPOCH);
            sessions.add(new Session(id, begun, begun));
        }
        return sessions;
    }

    private void tell(String id, Instant begun) {
        signals.tell(new Signal(Topic.END_SESSION, id + " " + begun.getEpochSecond()));
    }

    void follow(@Observes Signal signal) {
        Matcher text = TEXT.matcher(signal.text());
        if (signal.topic() == Topic.END_SESSION && text.matches()) {
            note(text.group(1), Instant.ofEpochSecond(Long.parseLong(text.group(2))), false);
        }
    }

    private synchronized void note(String id, Instant begun, boolean here) {
        if (begunAt.size() >= MOST && !begunAt.containsKey(id)) {
            forgetThePast();
        }
        if (begunAt.size() >= MOST && !begunAt.containsKey(id)) {
            allUpTo = clock.instant();
            begunAt.clear();
            endedHere.clear();
        }
        begunAt.put(id, begun);
        if (here) {
            endedHere.add(id);
        }
    }

    private void forgetThePast() {
        Instant oldest = clock.instant().minus(Session.LONGEST);
        begunAt.values().removeIf(begun -> begun.isBefore(oldest));
        endedHere.retainAll(begunAt.keySet());
    }
}
