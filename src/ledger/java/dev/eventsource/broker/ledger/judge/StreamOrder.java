package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.event.Message;
import dev.eventsource.broker.ledger.event.Offset;
import dev.eventsource.broker.ledger.event.Places;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The stream feed: one order of everything, which the RabbitMQ stream itself bears witness to. Where that was deleted, the
 * one that took its place goes on, and what was published just before has no place: nobody can tell it any longer.
 */
final class StreamOrder implements Order {
    private static final String ROW = "the log";

    /** How far the witness may have been behind the end of a stream that was deleted. */
    private static final long LONGEST_LAG_MILLIS = 15_000;

    private final Map<Message, Offset> offsets;
    private final List<Incident> deletions;
    private final List<Message> log;
    private final Map<Message, Long> ranks = new HashMap<>();
    private final Map<List<Object>, Long> lastTries = new HashMap<>();

    /** The order of streams that had these messages at these offsets, each but the last of them until it was deleted. */
    StreamOrder(Map<Message, Offset> offsets, List<Incident> deletions) {
        this.offsets = Map.copyOf(offsets);
        this.deletions = deletions;
        this.log = offsets.keySet().stream()
                .sorted(Comparator.comparing(offsets::get))
                .toList();
        for (Message message : log) {
            ranks.put(message, (long) ranks.size());
            lastTries.put(event(message), rank(message));
        }
    }

    private static List<Object> event(Message message) {
        return List.of(message.line(), message.number());
    }

    private long rank(Message message) {
        return ranks.getOrDefault(message, -1L);
    }

    @Override
    public Optional<Place> place(Message message) {
        return Optional.ofNullable(ranks.get(message)).map(rank -> new Place(ROW, rank));
    }

    /** Confirmed or not: what the stream has, every node has. */
    @Override
    public List<Message> due(Set<String> channels) {
        return log.stream()
                .filter(message -> channels.contains(message.line().channel()))
                .toList();
    }

    @Override
    public boolean mayBeLost(Message message) {
        return !offsets.containsKey(message) && deletion(message).isPresent();
    }

    private Optional<Incident> deletion(Message message) {
        return deletions.stream()
                .filter(deletion ->
                        message.beganAt() >= deletion.from() - LONGEST_LAG_MILLIS && message.beganAt() <= deletion.to())
                .findFirst();
    }

    @Override
    public Object numbering(Message message) {
        Offset offset = offsets.get(message);
        return offset == null ? deletion(message).map(Object.class::cast).orElse("") : offset.stream();
    }

    @Override
    public boolean mayHaveId(Message message, String id) {
        Offset offset = offsets.get(message);
        if (offset == null) {
            return mayBeLost(message) && message.mayHaveId(id);
        }
        return switch (message.naming()) {
            case POSITION -> id.endsWith("-" + offset.number());
            case PLACE -> Places.number(id).equals(OptionalLong.of(offset.number()));
            default -> message.mayHaveId(id);
        };
    }

    @Override
    public boolean beginsAnewBehindUnknownIds() {
        return false;
    }

    @Override
    public boolean isNotBehindLastTry(Message message, Message other) {
        return rank(message) <= lastTries.getOrDefault(event(other), -1L);
    }
}
