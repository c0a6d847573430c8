package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.it.support.FrameReader;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event stream in whatever pieces it comes: WHATWG HTML, section 9.2.6 "Interpreting an event stream". It expects
 * the broker's line ends, which are LF alone.
 */
final class EventStreamParser {
    private final FrameReader texts = new FrameReader(this::interpret);
    private final Consumer<Frame> frames;
    private @Nullable String id;
    private @Nullable String event;
    private @Nullable String data;
    private OptionalLong retry = OptionalLong.empty();

    EventStreamParser(Consumer<Frame> frames) {
        this.frames = frames;
    }

    /** How long to wait before the next connection, as the stream said last; empty where it did not. */
    OptionalLong retryMillis() {
        return retry;
    }

    void take(byte[] bytes, int length) throws IOException {
        texts.take(bytes, length);
    }

    private void interpret(String text) {
        text.lines().filter(line -> !line.isEmpty()).forEach(this::takeLine);
        frames.accept(new Frame(id, event, data));
        id = null;
        event = null;
        data = null;
    }

    private void takeLine(String line) {
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        takeField(field, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void takeField(String field, String value) {
        switch (field) {
            case "id" -> id = value;
            case "event" -> event = value;
            case "data" -> data = data == null ? value : data + "\n" + value;
            case "retry" -> retry = OptionalLong.of(Long.parseLong(value));
            default -> {}
        }
    }
}
