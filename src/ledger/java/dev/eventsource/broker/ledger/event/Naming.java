package dev.eventsource.broker.ledger.event;

/** Who names an event, which decides what its id on the wire must be. */
public enum Naming {
    /** The publisher, and each retry says the same. */
    PUBLISHER {
        @Override
        boolean fits(Message message, String id) {
            return id.equals(message.ownId());
        }
    },
    /** Nobody, so the broker gives its position. */
    POSITION {
        @Override
        boolean fits(Message message, String id) {
            return id.startsWith("@");
        }
    },
    /** Nobody, so the hub gives its place, which is an IRI. */
    PLACE {
        @Override
        boolean fits(Message message, String id) {
            return Places.number(id).isPresent();
        }
    },
    /** The broker, when it answers; not known where that answer was lost. */
    ANSWER {
        @Override
        boolean fits(Message message, String id) {
            return message.isConfirmed() ? id.equals(message.assignedId()) : id.matches("(urn:uuid:)?[0-9a-f-]{36}");
        }
    };

    abstract boolean fits(Message message, String id);
}
