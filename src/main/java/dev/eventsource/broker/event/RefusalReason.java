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
    /** It came from a source, and none of the rules is for it. */
    NO_RULE("no-rule"),
    /** It is not of its source's format. */
    BAD_FORMAT("bad-format"),
    /** Its body is not UTF-8, and no rule says that such go out in base64. */
    NOT_TEXT("not-text"),
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
