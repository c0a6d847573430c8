package dev.eventsource.broker.topic;

import com.google.re2j.Pattern;
import dev.eventsource.broker.url.HubUrl;
import org.jspecify.annotations.Nullable;

/**
 * What selects topics: a topic itself, {@code *} for all of them, a URI Template (RFC 6570) or a URL pattern. Upper and lower case
 * differ. Selectors of the same kind and text are equal. Never changes, so any thread may ask.
 */
public final class TopicSelector {
    /** The longest topic and the longest selector, in characters. */
    public static final int LONGEST = 1_024;

    private static final String ALL = "*";

    /** In front of the text of what is no topic, which has no such character. */
    private static final String NO_TOPIC = "\0";

    private final String text;
    private final String key;
    private final String prefix;
    private final @Nullable Pattern template;
    private final @Nullable HubUrl hub;

    private TopicSelector(String text, String key, String prefix, @Nullable Pattern template, @Nullable HubUrl hub) {
        this.text = text;
        this.key = key;
        this.prefix = prefix;
        this.template = template;
        this.hub = hub;
    }

    /**
     * Reads a selector of draft 07. What is no template selects the topic that is the same.
     *
     * @throws IllegalArgumentException where the broker does not take it; the message says in one sentence what to change
     */
    public static TopicSelector parse(String text) {
        requireTopic(text);
        String prefix = text.equals(ALL) ? "" : text.substring(0, endOfLiterals(text));
        Pattern template = UriTemplate.compile(text, prefix.length());
        return template == null
                ? exactly(text)
                : new TopicSelector(text, NO_TOPIC + "template " + text, prefix, template, null);
    }

    /** What is beyond ASCII may stand encoded in a topic. */
    private static int endOfLiterals(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '{' && text.charAt(end) < 0x80) {
            end++;
        }
        return end;
    }

    /** What selects the topic that is the same, or with {@code *} each; it throws as {@link #parse}. */
    public static TopicSelector exact(String text) {
        requireTopic(text);
        requireVisible(text);
        return exactly(text);
    }

    private static TopicSelector exactly(String text) {
        return new TopicSelector(text, text, text.equals(ALL) ? "" : text, null, null);
    }

    /** A URL pattern, which may be relative to the hub's URL, or {@code *} for each topic; it throws as {@link #parse}. */
    public static TopicSelector urlPattern(String text, HubUrl hub) {
        requireTopic(text);
        requireVisible(text);
        if (text.equals(ALL)) {
            return exactly(text);
        }
        UrlPattern pattern = UrlPattern.of(text, hub);
        return new TopicSelector(text, NO_TOPIC + "urlpattern " + text, pattern.prefix(), pattern.compile(), hub);
    }

    private static void requireTopic(String text) {
        if (!isTopic(text)) {
            throw new IllegalArgumentException(
                    "A topic or its selector takes 1 to %d characters, none of them a control character."
                            .formatted(LONGEST));
        }
    }

    private static void requireVisible(String text) {
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT)) {
            throw new IllegalArgumentException("A topic matcher takes no format characters, which nobody sees.");
        }
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

    /** As it was read, which does not say of which kind it is. */
    public String text() {
        return text;
    }

    /** By what it is told from others; where it is exact the topic that it selects, and no topic otherwise. */
    public String key() {
        return key;
    }

    /** Whether no topic but the one that is its key matches, so that it can be looked up. */
    public boolean isExact() {
        return template == null && !text.equals(ALL);
    }

    /** By which hub's URL it reads topics; null: it takes them as they are. */
    public @Nullable HubUrl hub() {
        return hub;
    }

    /** What it compares of a topic: itself, or its components as a URL. */
    public String read(String topic) {
        return hub == null ? topic : hub.components(topic);
    }

    /** With what everything begins that it compares and that matches. */
    public String prefix() {
        return prefix;
    }

    /** How much it takes to match it with one character behind what it begins with, and to keep it: as many steps at most. */
    public int weight() {
        return template == null ? 1 : template.programSize();
    }

    /** Whether it selects a topic, in time linear in the topic's length. */
    public boolean matches(String topic) {
        return matchesRead(read(topic));
    }

    /** As {@link #matches}, of what {@link #read} made of a topic. */
    public boolean matchesRead(String read) {
        if (template == null) {
            return text.equals(ALL) || text.equals(read);
        }
        return read.startsWith(prefix)
                && (template.matcher(read.substring(prefix.length())).matches() || (hub == null && text.equals(read)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicSelector selector && selector.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
