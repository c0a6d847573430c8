package dev.eventsource.broker.topic;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Reads a regular expression as it may stand in a URL pattern, which is JavaScript's (with the flag {@code v}), and writes it as
 * RE2 has it. What means something else there, or nothing, is refused.
 */
final class PatternGroup {
    private static final String ESCAPED = "\\\\[\\^$\\\\.*+?()\\[\\]{}|/]";
    private static final String OF_CLASS = "\\\\[dw]|\\\\[!-,./:-@\\[-^`{-~-]|[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9_.]";

    /** Each alternative is one item: a quantifier counts for what stands before it. */
    private static final Pattern ITEM = Pattern.compile("(?P<class>\\[\\^?(?:" + OF_CLASS + ")+\\])"
            + "|(?P<escaped>\\\\[dw]|" + ESCAPED + ")"
            + "|(?P<group>\\(\\?:|\\)|\\|)"
            + "|(?P<quantifier>(?:[*+?]|\\{[0-9]{1,2}(?:,(?:[0-9]{1,2})?)?\\})\\??)"
            + "|(?P<plain>[A-Za-z0-9 !\"#%&',/:;<=>@_`~.-])");

    private PatternGroup() {}

    /** The expression as RE2 has it; {@link IllegalArgumentException} where the broker does not take it. */
    static String read(String text) {
        Matcher item = ITEM.matcher(text);
        StringBuilder read = new StringBuilder("(?:");
        int at = 0;
        boolean isBehindGroup = false;
        while (at < text.length()) {
            if (!item.find(at)
                    || item.start() != at
                    || (isBehindGroup && item.group().startsWith("{"))) {
                throw refused(text);
            }
            read.append(written(item));
            isBehindGroup = item.group().equals(")");
            at = item.end();
        }
        return read.append(')').toString();
    }

    private static String written(Matcher item) {
        String text = item.group();
        if (item.group("class") != null) {
            return text.startsWith("[^") ? text.substring(0, text.length() - 1) + "\\n]" : text;
        }
        return item.group("plain") == null || text.equals(".") ? text : Pattern.quote(text);
    }

    static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "A regular expression in a URL pattern takes characters, classes, '|', '(?:' and quantifiers, which may count up to 99 of what is no group; change '%s'."
                        .formatted(text));
    }
}
