package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.event.Message;
import dev.eventsource.broker.ledger.event.Naming;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stream feed: one order of everything, which the RabbitMQ stream itself bears witness to. */
final class StreamOrder implements Order {
    private static final String ROW = "the log";

    private final Map<Message, Long> offsets;
    private final List<Message> log;
    private final Map<List<Object>, Long> lastTries = new HashMap<>();

    /** The order of a stream that had these messages at these offsets. */
    StreamOrder(Map<Message, Long> offsets) {
        this.offsets = Map.copyOf(offsets);
        this.log = offsets.keySet().stream()
                .sorted(Comparator.comparing(offsets::get))
                .toList();
        log.forEach(message -> lastTries.put(event(message), offset(message)));
    }

    private static List<Object> event(Message message) {
        return List.of(message.line(), message.number());
    }

    private long offset(Message message) {
        return offsets.getOrDefault(message, -1L);
    }

    @Override
    public Optional<Place> place(Message message) {
        return Optional.ofNullable(offsets.get(message)).map(offset -> new Place(ROW, offset));
    }

    /** Confirmed or not: what the stream has, every node has. */
    @Override
    public List<Message> due(Set<String> channels) {
        return log.stream()
                .filter(message -> channels.contains(message.line().channel()))
                .toList();
    }

    @Override
    public boolean mayHaveId(Message message, String id) {
        boolean isPosition = message.naming() == Naming.POSITION;
        return offsets.containsKey(message) && (isPosition ? id.equals("@" + offset(message)) : message.mayHaveId(id));
    }

    @Override
    public boolean beginsAnewBehindUnknownIds() {
        return false;
    }

    @Override
    public boolean isNotBehindLastTry(Message message, Message other) {
        return offset(message) <= lastTries.getOrDefault(event(other), -1L);
    }
}
