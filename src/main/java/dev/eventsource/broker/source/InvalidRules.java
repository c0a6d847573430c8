package dev.eventsource.broker.source;

/** Rules that cannot be followed. Its message names the place, as a JSON pointer (RFC 6901), and what to change. */
final class InvalidRules extends Exception {
    /** At the place; an empty one is the whole. */
    InvalidRules(String pointer, String whatToChange) {
        super(pointer.isEmpty() ? whatToChange : pointer + ": " + whatToChange, null, false, false);
    }

    String whatToChange() {
        return String.valueOf(getMessage());
    }
}
