package dev.eventsource.broker.ledger.event;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Every message that anyone tried to publish, noted before it is sent. Any thread may ask. */
public final class Publications {
    private final Map<String, Message> byKey = new ConcurrentHashMap<>();
    private final Map<Line, AtomicInteger> lengths = new ConcurrentHashMap<>();

    /** The next event of a line, as it is tried for the first time. */
    public Message next(Line line, Naming naming, int length) {
        int number = lengths.computeIfAbsent(line, begun -> new AtomicInteger()).incrementAndGet();
        return note(new Message(line, number, 1, naming, length));
    }

    /** Another try of the same event. */
    public Message again(Message message) {
        return note(message.again());
    }

    private Message note(Message message) {
        byKey.put(message.key(), message);
        return message;
    }

    /** The message that this is the data of, whole; empty where nobody published it. */
    public Optional<Message> find(String data) {
        return Optional.ofNullable(byKey.get(Message.keyOf(data)))
                .filter(message -> message.data().equals(data));
    }

    /** All of them, in no order. */
    public List<Message> all() {
        return List.copyOf(byKey.values());
    }

    /** The number of the newest event of each line that was tried since that moment. */
    public Map<Line, Integer> newestSince(long moment) {
        return byKey.values().stream()
                .filter(message -> message.beganAt() >= moment)
                .collect(toMap(Message::line, Message::number, Math::max));
    }

    /** How many of them RabbitMQ has taken. */
    public long confirmed() {
        return byKey.values().stream().filter(Message::isConfirmed).count();
    }
}
