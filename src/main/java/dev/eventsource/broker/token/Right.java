package dev.eventsource.broker.token;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a token may allow on a channel. */
public enum Right {
    /** To get its events. */
    SUBSCRIBE,
    /** To send it events. */
    PUBLISH,
    /** To see who is there. */
    PRESENCE;

    /** As tokens say it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Right> of(String word) {
        return Stream.of(values()).filter(right -> right.word().equals(word)).findFirst();
    }
}
