package dev.eventsource.broker.settings;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the text of a setting is read, and shown. What is not as it has to be is an {@link IllegalArgumentException}. */
final class Text {
    private static final int LONGEST_SHOWN = 80;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})([kKmMgG]?)");
    private static final Pattern ORIGIN = Pattern.compile("\\*|null|https?://[^/?#,\\s]+");
    /** Up to the last sign of its kind, whatever stands before it: a password that is not encoded may have any character. */
    private static final Pattern CREDENTIALS = Pattern.compile("(?s)^([\\w+.-]*://)?.*@");

    /** Where the host was left out, a password stands in place of its port. An address of IPv6, in group 1, has colons of its own. */
    private static final Pattern NO_PORT =
            Pattern.compile("(?s)(\\[[\\p{XDigit}:.%]*])|:(?!//|\\d{1,5}(?:[,/?#]|$)).*");

    private static final Pattern QUERY_VALUE = Pattern.compile("(?s)([?&;][^=&;]*=)[^&;]*");

    private Text() {}

    static <T> T such(T value, boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    static int number(String text, int least, int most) {
        int number = Integer.parseInt(text);
        return such(number, number >= least && number <= most);
    }

    static long bytes(String text) {
        Matcher size = SIZE.matcher(text);
        such(size, size.matches());
        long bytes = Math.multiplyExact(Long.parseLong(size.group(1)), unit(size.group(2)));
        return such(bytes, bytes >= 1);
    }

    private static long unit(String letter) {
        return switch (letter.toLowerCase(Locale.ROOT)) {
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            case "g" -> 1L << 30;
            default -> 1;
        };
    }

    static String oneOf(String text, String... words) {
        return such(text, List.of(words).contains(text));
    }

    static List<String> commaSeparated(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    static boolean isOrigin(String text) {
        return ORIGIN.matcher(text).matches();
    }

    static boolean isHttpUrl(String text) {
        return isUrl(text, "http", "https");
    }

    static boolean isPublicUrl(String text) {
        URI url = URI.create(text);
        return isHttpUrl(text) && url.getQuery() == null && url.getFragment() == null;
    }

    static boolean isUrl(String text, String... schemes) {
        URI url = URI.create(text);
        return url.getHost() != null && List.of(schemes).contains(String.valueOf(url.getScheme()));
    }

    static String maskCredentials(String text) {
        String named = CREDENTIALS.matcher(text).replaceFirst("$1***@");
        String hosted = NO_PORT.matcher(named).replaceAll(found -> found.group(1) == null ? ":***" : "$1");
        return QUERY_VALUE.matcher(hosted).replaceAll("$1***");
    }

    static String beginning(String text) {
        return beginning(text, LONGEST_SHOWN);
    }

    private static String beginning(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }

    /** So much of it, in which nothing ends a line or hides what follows. */
    static String inOneLine(String text, int longest) {
        return beginning(text, longest).replaceAll("\\s+", " ").replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
