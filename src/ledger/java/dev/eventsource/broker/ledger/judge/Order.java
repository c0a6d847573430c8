package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.event.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The order that a feed promises. */
interface Order {
    /** Where a message stands; empty where it is in no order with others. */
    Optional<Place> place(Message message);

    /** What whoever reads these channels has to get, each row in its order. */
    List<Message> due(Set<String> channels);

    /** Whether a message that has no place may have been lost with all that was around it. */
    boolean mayBeLost(Message message);

    /** What tells a message's position from the same number of another one: numbers begin anew with each. */
    Object numbering(Message message);

    /** Whether a message can have come, and under this id. */
    boolean mayHaveId(Message message, String id);

    /** Whether what came before a reset may come once more, where that says that the place in the order is not known. */
    boolean beginsAnewBehindUnknownIds();

    /** Whether a message may be, or lie in front of, the latest try of the event that another is a try of. */
    boolean isNotBehindLastTry(Message message, Message other);
}
