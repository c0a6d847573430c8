package dev.eventsource.broker.event;

import jakarta.ws.rs.sse.OutboundSseEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one event in an event stream: WHATWG HTML, "Server-sent events", sections 9.2.5 and 9.2.6. UTF-8, LF line
 * ends, one space after each colon, the blank line included; the fields stand in the order retry, id, event, data.
 */
public final class SseFrame {
    private static final byte[] DATA = ascii("data: ");

    private SseFrame() {}

    /** The frame of {@code event}, whose data must be a string. */
    public static byte[] encode(OutboundSseEvent event) {
        byte[] data = ((String) event.getData()).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream(data.length + 64);
        if (event.isReconnectDelaySet()) {
            field(frame, "retry: ", Long.toString(event.getReconnectDelay()));
        }
        field(frame, "id: ", event.getId());
        field(frame, "event: ", event.getName());
        dataLines(frame, data);
        frame.write('\n');
        return frame.toByteArray();
    }

    /** The event of a frame as {@link #encode} makes them, without what it says of reconnecting; all line ends of its data are LF. */
    public static StreamEvent decode(byte[] frame) {
        String id = null;
        String name = null;
        StringJoiner data = new StringJoiner("\n");
        for (String line : new String(frame, StandardCharsets.UTF_8).split("\n", -1)) {
            String value = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("data: ")) {
                data.add(value);
            } else if (line.startsWith("id: ")) {
                id = value;
            } else if (line.startsWith("event: ")) {
                name = value;
            }
        }
        return new StreamEvent(id, name, data.toString(), null);
    }

    /** The frame that only says how long to wait before reconnecting. */
    public static byte[] retry(Duration delay) {
        return ascii("retry: " + delay.toMillis() + "\n\n");
    }

    private static void field(ByteArrayOutputStream frame, String name, @Nullable String value) {
        if (value != null) {
            frame.writeBytes((name + value + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A data line for each line of {@code data}: CRLF, LF and CR all end one, so that none of them can begin a field. */
    private static void dataLines(ByteArrayOutputStream frame, byte[] data) {
        int start = 0;
        for (int i = 0; i < data.length; i++) {
            if (data[i] == '\n' || data[i] == '\r') {
                line(frame, data, start, i);
                if (data[i] == '\r' && i + 1 < data.length && data[i + 1] == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        line(frame, data, start, data.length);
    }

    private static void line(ByteArrayOutputStream frame, byte[] data, int from, int to) {
        frame.writeBytes(DATA);
        frame.write(data, from, to - from);
        frame.write('\n');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
