package dev.eventsource.broker.event;

import java.time.Duration;
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

    static void require(Update update, @Nullable String id) throws RefusedEvent {
        require(
                !update.topics().isEmpty() && update.topics().size() <= MOST_TOPICS,
                RefusalReason.BAD_TOPICS,
                "an update has 1 to %d topics".formatted(MOST_TOPICS));
        for (String topic : update.topics()) {
            requireTopic(topic);
        }
        require(
                update.topics().stream().mapToLong(Utf8::length).sum() <= MOST_TOPIC_BYTES,
                RefusalReason.BAD_TOPICS,
                "the topics of an update take at most %d bytes of UTF-8 together".formatted(MOST_TOPIC_BYTES));
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

    /** What selects every topic is none itself, and those below the hub's own path are the hub's. */
    private static void requireTopic(String topic) throws RefusedEvent {
        boolean isName = !topic.isEmpty()
                && topic.codePointCount(0, topic.length()) <= LONGEST_TOPIC
                && topic.chars().noneMatch(Character::isISOControl)
                && Utf8.isWellFormed(topic);
        require(
                isName && !topic.equals("*") && !topic.startsWith("/.well-known/mercure"),
                RefusalReason.BAD_TOPICS,
                "a topic takes 1 to %d characters without control characters, is not '*' and not below '/.well-known/mercure'"
                        .formatted(LONGEST_TOPIC));
    }

    private static void require(boolean allowed, RefusalReason reason, String whatToChange) throws RefusedEvent {
        if (!allowed) {
            throw new RefusedEvent(reason, whatToChange);
        }
    }
}
