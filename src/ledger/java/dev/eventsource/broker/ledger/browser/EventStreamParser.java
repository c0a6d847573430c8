package dev.eventsource.broker.ledger.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event stream in whatever pieces it comes: WHATWG HTML, section 9.2.6 "Interpreting an event stream". It expects
 * the broker's line ends, which are LF alone.
 */
final class EventStreamParser {
    private final Consumer<Frame> frames;
    private byte[] rest = {};
    private @Nullable String id;
    private @Nullable String event;
    private @Nullable StringBuilder data;
    private OptionalLong retry = OptionalLong.empty();

    EventStreamParser(Consumer<Frame> frames) {
        this.frames = frames;
    }

    /** How long to wait before the next connection, as the stream said last; empty where it did not. */
    OptionalLong retryMillis() {
        return retry;
    }

    void take(byte[] bytes, int length) {
        int begun = rest.length;
        byte[] all = Arrays.copyOf(rest, begun + length);
        System.arraycopy(bytes, 0, all, begun, length);
        int line = 0;
        for (int i = begun; i < all.length; i++) {
            if (all[i] == '\n') {
                takeLine(new String(all, line, i - line, UTF_8));
                line = i + 1;
            }
        }
        rest = Arrays.copyOfRange(all, line, all.length);
    }

    private void takeLine(String line) {
        if (line.isEmpty()) {
            frames.accept(new Frame(id, event, data == null ? null : data.toString()));
            id = null;
            event = null;
            data = null;
            return;
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        takeField(field, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void takeField(String field, String value) {
        switch (field) {
            case "id" -> id = value;
            case "event" -> event = value;
            case "data" ->
                data = data == null
                        ? new StringBuilder(value)
                        : data.append('\n').append(value);
            case "retry" -> retry = OptionalLong.of(Long.parseLong(value));
            default -> {}
        }
    }
}
