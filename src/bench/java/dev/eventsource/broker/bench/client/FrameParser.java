package dev.eventsource.broker.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.eventsource.broker.bench.feed.Payload;

/**
 * Finds the frames of an event stream, as the servers under test write them: LF line ends, one line of data. It copies
 * nothing and looks at no byte of the data, as readers do elsewhere, for what it takes is taken from what it measures.
 */
final class FrameParser {
    private static final int DATA = "data: ".length();
    private static final int EVENT = "event: ".length();
    private static final int ABSENT = -1;

    private final int dataLine;

    /** Whom the frames are for. */
    interface Frames {
        void onEvent(long number, long dueMicros);

        void onControl(String name);

        /** A frame of comments alone. */
        void onComment();
    }

    /** A parser that expects events' data to be that long, and skips over it. */
    FrameParser(int dataLength) {
        this.dataLine = DATA + dataLength;
    }

    /** Hands on the whole frames; returns where the first that is not whole begins. */
    int parse(byte[] bytes, int from, int to, Frames frames) {
        int frame = from;
        int data = ABSENT;
        int name = ABSENT;
        int line = from;
        for (int end = lineEnd(bytes, line, to); end < to; end = lineEnd(bytes, line, to)) {
            if (end == line) {
                hand(bytes, data, name, frames);
                frame = end + 1;
                data = ABSENT;
                name = ABSENT;
            } else if (bytes[line] == 'd') {
                data = line + DATA;
            } else if (bytes[line] == 'e') {
                name = line + EVENT;
            }
            line = end + 1;
        }
        return frame;
    }

    private int lineEnd(byte[] bytes, int line, int to) {
        int end = line + dataLine;
        if (end < to && bytes[line] == 'd' && isDigit(bytes[line + DATA]) && bytes[end] == '\n') {
            return end;
        }
        end = line;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private static void hand(byte[] bytes, int data, int name, Frames frames) {
        if (name != ABSENT) {
            int end = name;
            while (bytes[end] != '\n') {
                end++;
            }
            frames.onControl(new String(bytes, name, end - name, US_ASCII));
        } else if (data != ABSENT) {
            frames.onEvent(Payload.number(bytes, data), Payload.dueMicros(bytes, data));
        } else {
            frames.onComment();
        }
    }
}
