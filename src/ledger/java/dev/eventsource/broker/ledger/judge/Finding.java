package dev.eventsource.broker.ledger.judge;

import java.util.List;

/**
 * One thing that is not as promised.
 *
 * @param subject the subscriber or node that it happened to
 * @param what exactly
 * @param context what came before and behind, for a person to read
 */
public record Finding(Kind kind, String subject, String what, List<String> context) {
    /** The ways to break the promise. */
    public enum Kind {
        MISSING,
        DOUBLED,
        REORDERED,
        FOREIGN,
        RESET_WITHOUT_CAUSE,
        OUTAGE_NOT_TOLD,
        NODES_DISAGREE,
        TICKET_LOST,
        TERM_NOT_KEPT,
        CONTRACT_BROKEN,
        LOST_BEFORE_THE_LOG,
        VALUE_WRONG,
        VALUE_MISSING,
        PLACE_TOO_OLD,
        ANSWERS_DIFFER,
        NOT_SETTLED
    }

    @Override
    public String toString() {
        return "%s  %s  %s%n%s".formatted(kind, subject, what, String.join(System.lineSeparator(), context));
    }
}
