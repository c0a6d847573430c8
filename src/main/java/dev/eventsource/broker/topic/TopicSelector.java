package dev.eventsource.broker.topic;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What selects topics: a topic itself, a URI Template (RFC 6570), or {@code *} for all of them. Upper and lower case differ.
 * Selectors of the same text are equal. Never changes, so any thread may ask.
 */
public final class TopicSelector {
    /** The longest topic and the longest selector, in characters. */
    public static final int LONGEST = 1_024;

    private static final String ALL = "*";

    private final String text;
    private final @Nullable Pattern template;
    private final String prefix;

    private TopicSelector(String text) {
        this.text = text;
        this.prefix = text.equals(ALL) ? "" : text.substring(0, endOfLiterals(text));
        this.template = UriTemplate.compile(text, prefix.length());
    }

    /** What is beyond ASCII may stand encoded in a topic. */
    private static int endOfLiterals(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '{' && text.charAt(end) < 0x80) {
            end++;
        }
        return end;
    }

    /**
     * Reads a selector. What is no template selects the topic that is the same.
     *
     * @throws IllegalArgumentException where the broker does not take it; the message says in one sentence what to change
     */
    public static TopicSelector parse(String text) {
        if (!isTopic(text)) {
            throw new IllegalArgumentException(
                    "A topic or its selector takes 1 to %d characters, none of them a control character."
                            .formatted(LONGEST));
        }
        return new TopicSelector(text);
    }

    /** Whether a text may be a topic. */
    public static boolean isTopic(String text) {
        return !text.isEmpty()
                && text.codePointCount(0, text.length()) <= LONGEST
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) || isHalf(c));
    }

    /** A surrogate without its partner is no character. */
    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** The selector as it is written. */
    public String text() {
        return text;
    }

    /** Whether no topic but the one of its own text matches, so that it can be looked up. */
    public boolean isExact() {
        return template == null && !text.equals(ALL);
    }

    /** With what every topic begins that it selects, but for the one of its own text. */
    public String prefix() {
        return prefix;
    }

    /** How much it takes to match it with one character behind what it begins with, and to keep it: as many steps at most. */
    public int weight() {
        return template == null ? 1 : template.programSize();
    }

    /** Whether it selects a topic, in time linear in the topic's length. */
    public boolean matches(String topic) {
        return text.equals(ALL)
                || text.equals(topic)
                || (template != null
                        && topic.startsWith(prefix)
                        && template.matcher(topic.substring(prefix.length())).matches());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicSelector selector && selector.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
