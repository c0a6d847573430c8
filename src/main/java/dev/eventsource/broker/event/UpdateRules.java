package dev.eventsource.broker.event;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an update of topics may have beside what any event may. Stateless, so any thread may ask. */
final class UpdateRules {
    /** The most topics of one update. */
    static final int MOST_TOPICS = 32;

    /** What all of them may take together, in bytes of UTF-8: each node holds them as long as the update. */
    private static final int MOST_TOPIC_BYTES = 16 << 10;

    /** The longest topic, in characters. */
    private static final int LONGEST_TOPIC = 1_024;

    private static final Duration LONGEST_RETRY = Duration.ofDays(1);

    private UpdateRules() {}

    static void require(Update update, @Nullable String id, @Nullable String name) throws RefusedEvent {
        require(!update.topics().isEmpty(), RefusalReason.BAD_TOPICS, "an update has a topic");
        requireSmall(update, id, name);
        for (String topic : update.topics()) {
            requireTopic(topic);
        }
        Duration retry = update.retry();
        require(
                retry == null || (!retry.isNegative() && retry.compareTo(LONGEST_RETRY) <= 0),
                RefusalReason.BAD_TOPICS,
                "retry takes whole milliseconds from 0 to %d".formatted(LONGEST_RETRY.toMillis()));
        require(
                id == null || (!id.startsWith("#") && !id.equals(Update.EARLIEST)),
                RefusalReason.BAD_ID,
                "the id of an update does not begin with '#', and is not 'earliest'");
    }

    private static void requireSmall(Update update, @Nullable String id, @Nullable String name) throws RefusedEvent {
        List<String> topics = update.topics();
        require(
                topics.size() <= MOST_TOPICS,
                RefusalReason.TOO_LARGE,
                "an update has at most %d topics".formatted(MOST_TOPICS));
        require(
                topics.stream().allMatch(topic -> topic.codePointCount(0, topic.length()) <= LONGEST_TOPIC),
                RefusalReason.TOO_LARGE,
                "a topic takes at most %d characters".formatted(LONGEST_TOPIC));
        require(
                topics.stream().mapToLong(Utf8::length).sum() <= MOST_TOPIC_BYTES,
                RefusalReason.TOO_LARGE,
                "the topics of an update take at most %d bytes of UTF-8 together".formatted(MOST_TOPIC_BYTES));
        require(
                isShort(id) && isShort(name),
                RefusalReason.TOO_LARGE,
                "id and name of an update take at most %d bytes of UTF-8".formatted(FieldRules.MAX_FIELD_BYTES));
    }

    private static boolean isShort(@Nullable String text) {
        return text == null || Utf8.isAtMost(FieldRules.MAX_FIELD_BYTES, text);
    }

    /** What selects every topic is none itself, and those below the hub's own path are the hub's. */
    private static void requireTopic(String topic) throws RefusedEvent {
        boolean isName =
                !topic.isEmpty() && topic.chars().noneMatch(Character::isISOControl) && Utf8.isWellFormed(topic);
        require(
                isName && !topic.equals("*") && !topic.startsWith("/.well-known/mercure"),
                RefusalReason.BAD_TOPICS,
                "a topic is a text without control characters, not '*' and not below '/.well-known/mercure'");
    }

    private static void require(boolean allowed, RefusalReason reason, String whatToChange) throws RefusedEvent {
        if (!allowed) {
            throw new RefusedEvent(reason, whatToChange);
        }
    }
}
