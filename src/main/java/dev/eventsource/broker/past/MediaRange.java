package dev.eventsource.broker.past;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a caller accepts, and how much: RFC 9110, section 12.5.1.
 *
 * @param type {@code *} for any
 * @param subtype {@code *} for any
 * @param quality from 0, which is not at all, to 1
 */
record MediaRange(String type, String subtype, double quality) {
    private static final Pattern FORM = Pattern.compile("([^/;\\s]+)/([^;\\s]+)\\s*(;.*)?");
    private static final Pattern QUALITY = Pattern.compile(";\\s*q=([01](?:\\.\\d{0,3})?)\\s*(?:;|$)");
    private static final String ANY = "*";

    /** Those of all headers; of what is none, nothing. */
    static List<MediaRange> parse(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(part -> FORM.matcher(part.strip().toLowerCase(Locale.ROOT)))
                .filter(Matcher::matches)
                .map(MediaRange::of)
                .toList();
    }

    private static MediaRange of(Matcher range) {
        String parameters = range.group(3) == null ? "" : range.group(3);
        Matcher quality = QUALITY.matcher(parameters);
        return new MediaRange(
                range.group(1), range.group(2), quality.find() ? Double.parseDouble(quality.group(1)) : 1);
    }

    /** How much a type is accepted, which the range says that is closest to it; all are where nothing is said. */
    static double quality(List<MediaRange> ranges, String type, String subtype) {
        return ranges.isEmpty()
                ? 1
                : ranges.stream()
                        .filter(range -> range.includes(type, subtype))
                        .max(Comparator.comparingInt(MediaRange::closeness))
                        .map(MediaRange::quality)
                        .orElse(0.0);
    }

    private boolean includes(String other, String otherSubtype) {
        return (type.equals(ANY) || type.equals(other)) && (subtype.equals(ANY) || subtype.equals(otherSubtype));
    }

    private int closeness() {
        return (type.equals(ANY) ? 0 : 1) + (subtype.equals(ANY) ? 0 : 1);
    }
}
