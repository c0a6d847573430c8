package dev.eventsource.broker.ledger.book;

import dev.eventsource.broker.ledger.event.Message;
import org.jspecify.annotations.Nullable;

/** One thing that a subscriber saw or did, and when, as {@link Moment} counts. */
public sealed interface Entry {
    long at();

    /**
     * It got a ticket.
     *
     * @param isFresh whether it had no event yet, so that the ticket alone says where it begins
     */
    record Ticket(String node, boolean isFresh, long at) implements Entry {}

    /** It was told that its ticket is unknown. */
    record TicketLost(String node, long at) implements Entry {}

    /** It got a token, which is good until then. */
    record Token(long goodUntil, long at) implements Entry {}

    /** It was told that its token is not good. */
    record TokenRefused(String node, long at) implements Entry {}

    /** A stream by token began that was asked for without a place, so that it has what is published from here on. */
    record Beginning(String node, long at) implements Entry {}

    /** It was answered with a status that ends an EventSource for good. */
    record Refusal(String node, int status, long at) implements Entry {}

    /** A stream opened, asked for with this last event id. */
    record Opening(String node, @Nullable String lastId, long at) implements Entry {}

    /** {@code eshq:open}, {@code eshq:resumed} or {@code eshq:reset}, and its data. */
    record Control(String name, String data, long at) implements Entry {
        private static final String EARLIEST = "earliest";

        /** The head of a hub's answer said that everything follows that is held, instead of what is behind the last id. */
        public static Control fromEarliest(long at) {
            return new Control("eshq:reset", "{\"reason\":\"" + EARLIEST + "\"}", at);
        }

        public boolean isFromEarliest() {
            return isReset(EARLIEST);
        }

        public boolean isReset() {
            return name.equals("eshq:reset");
        }

        /** Whether it is a reset for this reason. */
        public boolean isReset(String reason) {
            return isReset() && data.contains('"' + reason + '"');
        }
    }

    /** An event that somebody published. */
    record Event(Message message, String id, long at) implements Entry {}

    /** An event that nobody published, or not like this. */
    record Foreign(String id, String data, long at) implements Entry {}

    /** It does not read for a while. */
    record Stall(long at) implements Entry {}

    /** The stream ended. */
    record Close(String cause, long at) implements Entry {}

    /** Something that the contract does not allow. */
    record Breach(String what, long at) implements Entry {}
}
