package dev.eventsource.broker.bench.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * An event's data: its number on its channel, when it was due, and filler up to the length wanted.
 *
 * <p>Due times are microseconds of {@link System#nanoTime}, which on one machine all processes read alike.
 */
public final class Payload {
    public static final int NUMBER_DIGITS = 10;
    public static final int TIME_DIGITS = 16;
    public static final int SHORTEST = NUMBER_DIGITS + TIME_DIGITS;

    private Payload() {}

    public static String text(long number, long dueMicros, int length) {
        byte[] text = new byte[length];
        putDigits(text, 0, NUMBER_DIGITS, number);
        putDigits(text, NUMBER_DIGITS, TIME_DIGITS, dueMicros);
        Arrays.fill(text, SHORTEST, length, (byte) 'x');
        return new String(text, ISO_8859_1);
    }

    public static long number(byte[] bytes, int at) {
        return digits(bytes, at, NUMBER_DIGITS);
    }

    public static long dueMicros(byte[] bytes, int at) {
        return digits(bytes, at + NUMBER_DIGITS, TIME_DIGITS);
    }

    public static long nowMicros() {
        return System.nanoTime() / 1_000;
    }

    private static void putDigits(byte[] text, int at, int count, long value) {
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static long digits(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }
}
