package dev.eventsource.broker.event;

/** A message that may be the broker's own event, which cannot be told yet: the key of its seal is not known. */
public final class SealUnknown extends RefusedEvent {
    SealUnknown(RefusalReason otherwise) {
        super(otherwise, "whether the broker itself sealed it is not known before MongoDB has given the key");
    }
}
