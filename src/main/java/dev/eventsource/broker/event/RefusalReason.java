package dev.eventsource.broker.event;

/** Why an event is not accepted; its word is counted and shown. */
public enum RefusalReason {
    NOT_JSON("not-json"),
    TOO_LARGE("too-large"),
    NO_CHANNEL("no-channel"),
    BAD_CHANNEL("bad-channel"),
    NO_DATA("no-data"),
    BAD_ID("bad-id"),
    BAD_NAME("bad-name"),
    BAD_USER("bad-user"),
    BAD_SOCKET("bad-socket"),
    BAD_TOPICS("bad-topics"),
    BAD_RETAIN("bad-retain"),
    BAD_KEY("bad-key"),
    BAD_ONCE("bad-once"),
    /** Its frames or headers cannot be read, so not even its body is known. */
    UNREADABLE("unreadable");

    private final String word;

    RefusalReason(String word) {
        this.word = word;
    }

    /** The reason as it is counted, such as {@code not-json}. */
    public String word() {
        return word;
    }
}
