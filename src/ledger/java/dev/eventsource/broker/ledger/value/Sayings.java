package dev.eventsource.broker.ledger.value;

import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.event.Offset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All that anyone tried to say of last values, noted before it is sent, and where the log has it. Any thread may ask. */
public final class Sayings {
    private final Map<String, Saying> byId = new ConcurrentHashMap<>();
    private final Map<Saying, Offset> log = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Something that is about to be said for the first time. */
    public Saying next(Slot slot, Saying.Kind kind) {
        return next(slot, kind, Moment.now());
    }

    /** The same, at that moment. */
    public Saying next(Slot slot, Saying.Kind kind, long beganAt) {
        return note(new Saying(slot, kind, count.incrementAndGet(), 1, beganAt));
    }

    /** Another try of the same. */
    public Saying again(Saying saying) {
        return note(saying.again());
    }

    private Saying note(Saying saying) {
        byId.put(saying.id(), saying);
        return saying;
    }

    /** What an event was about; empty where nobody said it like this. */
    public Optional<Saying> find(String id, String data) {
        return Optional.ofNullable(byId.get(data.isEmpty() ? id : data))
                .filter(saying -> saying.data().equals(data))
                .filter(saying -> id.isEmpty() || saying.id().equals(id));
    }

    /** The log has the saying of that id there, if there is one. */
    public void notePlace(String id, Offset offset) {
        Saying saying = byId.get(id);
        if (saying != null) {
            log.putIfAbsent(saying, offset);
        }
    }

    /** Where the log has what, as far as it was read. */
    public Map<Saying, Offset> log() {
        return Map.copyOf(log);
    }

    public List<Saying> all() {
        return List.copyOf(byId.values());
    }

    /** Whether the log was read up to all that was sent since that moment, and confirmed. */
    public boolean logHasAllSince(long moment) {
        return byId.values().stream()
                .filter(saying -> saying.isConfirmed() && saying.beganAt() >= moment)
                .allMatch(log::containsKey);
    }
}
