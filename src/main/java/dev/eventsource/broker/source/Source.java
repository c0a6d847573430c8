package dev.eventsource.broker.source;

import java.util.List;

/**
 * An exchange whose messages come in.
 *
 * @param bindings none: its messages come by another exchange, which hands them on
 * @param format what its messages are
 */
record Source(String exchange, List<SourceBinding> bindings, Format format) {
    Source {
        bindings = List.copyOf(bindings);
    }
}
