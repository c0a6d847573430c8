package dev.eventsource.broker.ledger.browser;

import org.jspecify.annotations.Nullable;

/**
 * What a browser makes of the lines in front of a blank one.
 *
 * @param id null where no line gave one
 * @param event null where no line named it
 * @param data null where there was none
 */
record Frame(
        @Nullable String id,
        @Nullable String event,
        @Nullable String data) {
    /** Whether the broker speaks of itself, and no publisher through it. */
    boolean isControl() {
        return event != null && (event.equals("ping") || event.startsWith("eshq:"));
    }
}
