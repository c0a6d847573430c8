package dev.eventsource.broker.url;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses as hosts: URL Standard, sections 3.5 and 3.6. Stateless. */
final class Ip {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");

    /** Four hexadecimal digits at most between colons, and perhaps four decimal numbers at the end. */
    private static final Pattern SIX = Pattern.compile(
            "(?:[0-9A-Fa-f]{0,4}:){2,8}(?:[0-9A-Fa-f]{0,4}|(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2}))");

    private static final int PARTS = 4;
    private static final int PIECES = 8;
    private static final int LONGEST_NUMBER = 32;

    private Ip() {}

    private static List<String> parts(String host) {
        String whole = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return Arrays.asList(whole.split("\\.", -1));
    }

    /** Whether a host is meant to be an address of version 4. */
    static boolean isMeant(String host) {
        List<String> parts = parts(host);
        return NUMBER.matcher(parts.get(parts.size() - 1)).matches();
    }

    /** An address of version 4 in four decimal numbers; null where it is none. */
    static @Nullable String four(String host) {
        List<String> parts = parts(host);
        if (parts.size() > PARTS) {
            return null;
        }
        long address = 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean isLast = i == parts.size() - 1;
            long number = number(parts.get(i));
            if (number < 0 || number >= (isLast ? 1L << (8 * (PARTS - i)) : 1L << 8)) {
                return null;
            }
            address |= isLast ? number : number << (8 * (PARTS - 1 - i));
        }
        return (address >> 24) + "." + ((address >> 16) & 0xff) + "." + ((address >> 8) & 0xff) + "."
                + (address & 0xff);
    }

    /** Decimal, octal or hexadecimal, as it begins; -1 where it is none, or too large. */
    private static long number(String text) {
        if (!NUMBER.matcher(text).matches() || text.length() > LONGEST_NUMBER) {
            return -1;
        }
        boolean isHex = text.startsWith("0x") || text.startsWith("0X");
        boolean isOctal = !isHex && text.length() > 1 && text.startsWith("0");
        String digits = isHex ? text.substring(2) : text;
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, isHex ? 16 : isOctal ? 8 : 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** An address of version 6 in brackets, as short as it can be; null where it is none. */
    static @Nullable String six(String host) {
        String address = host.substring(1, Math.max(1, host.length() - 1));
        if (!host.endsWith("]") || !SIX.matcher(address).matches()) {
            return null;
        }
        try {
            // What has colons is never looked up.
            byte[] bytes = InetAddress.getByName("[" + address + "]").getAddress();
            return bytes.length == 2 * PIECES ? "[" + shortest(pieces(bytes)) + "]" : mapped(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** The platform makes an address of version 4 of what is one in one of version 6. */
    private static String mapped(byte... four) {
        return "[::ffff:%x:%x]".formatted(piece(four, 0), piece(four, 2));
    }

    private static int[] pieces(byte... bytes) {
        int[] pieces = new int[PIECES];
        for (int i = 0; i < PIECES; i++) {
            pieces[i] = piece(bytes, 2 * i);
        }
        return pieces;
    }

    private static int piece(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    /** The first of the longest runs of two zeros or more is left out. */
    private static String shortest(int... pieces) {
        int from = 0;
        int longest = 1;
        for (int start = 0; start < PIECES; start++) {
            int end = start;
            while (end < PIECES && pieces[end] == 0) {
                end++;
            }
            if (end - start > longest) {
                from = start;
                longest = end - start;
            }
        }
        return longest == 1
                ? joined(pieces, 0, PIECES)
                : joined(pieces, 0, from) + "::" + joined(pieces, from + longest, PIECES);
    }

    private static String joined(int[] pieces, int from, int to) {
        StringBuilder joined = new StringBuilder();
        for (int i = from; i < to; i++) {
            joined.append(i == from ? "" : ":").append(Integer.toHexString(pieces[i]));
        }
        return joined.toString();
    }
}
