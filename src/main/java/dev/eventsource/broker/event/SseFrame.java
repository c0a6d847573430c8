package dev.eventsource.broker.event;

import jakarta.ws.rs.sse.OutboundSseEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one event in an event stream: WHATWG HTML, "Server-sent events", sections 9.2.5 and 9.2.6. UTF-8, LF line
 * ends, one space after each colon, the blank line included; the fields stand in the order retry, id, event, data.
 */
public final class SseFrame {
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] ID = ascii("id: ");
    private static final byte[] NAME = ascii("event: ");

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
        // Copied and not split: data may be a million line ends.
        ByteArrayOutputStream data = new ByteArrayOutputStream(frame.length);
        String between = "";
        for (int from = 0; from < frame.length; from = endOfLine(frame, from) + 1) {
            if (hasAt(frame, from, DATA)) {
                data.writeBytes(ascii(between));
                data.write(frame, from + DATA.length, endOfLine(frame, from) - from - DATA.length);
                between = "\n";
            } else if (hasAt(frame, from, ID)) {
                id = value(frame, from + ID.length);
            } else if (hasAt(frame, from, NAME)) {
                name = value(frame, from + NAME.length);
            }
        }
        return new StreamEvent(id, name, data.toString(StandardCharsets.UTF_8), null);
    }

    private static int endOfLine(byte[] frame, int from) {
        int end = from;
        while (end < frame.length && frame[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean hasAt(byte[] frame, int from, byte[] field) {
        int to = from + field.length;
        return to <= frame.length && Arrays.equals(frame, from, to, field, 0, field.length);
    }

    private static String value(byte[] frame, int from) {
        return new String(frame, from, endOfLine(frame, from) - from, StandardCharsets.UTF_8);
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
