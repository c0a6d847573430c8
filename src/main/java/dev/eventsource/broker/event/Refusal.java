package dev.eventsource.broker.event;

import java.util.Locale;

/** Why an event is not accepted; {@link #reason} is the word that is counted and shown. */
public enum Refusal {
    NOT_JSON,
    TOO_LARGE,
    NO_CHANNEL,
    BAD_CHANNEL,
    NO_DATA,
    BAD_ID,
    BAD_NAME,
    BAD_USER,
    BAD_SOCKET,
    /** Its frames or headers cannot be read, so not even its body is known. */
    UNREADABLE;

    /** The reason as it is counted, such as {@code not-json}. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
