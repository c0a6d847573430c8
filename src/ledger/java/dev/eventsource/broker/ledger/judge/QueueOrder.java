package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.event.Message;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The queue feed: each node has an order of its own, in which no more is certain than that what one publisher says on one
 * channel stays in order.
 */
final class QueueOrder implements Order {
    /** How long a try that nobody confirmed may be under way. */
    private static final long LONGEST_TRY_MILLIS = 10_000;

    private final List<Message> confirmed;

    QueueOrder(Collection<Message> messages) {
        this.confirmed = messages.stream()
                .filter(Message::isConfirmed)
                .sorted(Comparator.comparing(Message::number))
                .toList();
    }

    /** A try that was not confirmed may have been held up on its way, and come behind later events. */
    @Override
    public Optional<Place> place(Message message) {
        return message.isConfirmed() ? Optional.of(new Place(message.line(), message.number())) : Optional.empty();
    }

    @Override
    public List<Message> due(Set<String> channels) {
        return confirmed.stream()
                .filter(message -> channels.contains(message.line().channel()))
                .toList();
    }

    @Override
    public boolean mayBeLost(Message message) {
        return false;
    }

    /** Each node's positions say whose they are. */
    @Override
    public Object numbering(Message message) {
        return "";
    }

    @Override
    public boolean mayHaveId(Message message, String id) {
        return message.mayHaveId(id);
    }

    /** Another node may be behind the one before, and have what that said still to say. */
    @Override
    public boolean beginsAnewBehindUnknownIds() {
        return true;
    }

    @Override
    public boolean isNotBehindLastTry(Message message, Message other) {
        return message.beganAt() < other.beganAt() + LONGEST_TRY_MILLIS;
    }
}
