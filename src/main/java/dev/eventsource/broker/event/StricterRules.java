package dev.eventsource.broker.event;

import dev.eventsource.broker.url.HubUrl;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an update may not have besides where a hub speaks draft 08 of the Mercure protocol (its section "Publication"), wherever it
 * comes from: subscribers rely on it. Stateless.
 */
final class StricterRules {
    /** What events of the hub's own are called. */
    private static final String OF_HUB = "mercure";

    private StricterRules() {}

    static void require(Update update, @Nullable String id, @Nullable String name, HubUrl hub) throws RefusedEvent {
        for (String topic : update.topics()) {
            require(isVisible(topic), RefusalReason.BAD_TOPICS, "a topic has no format characters, which nobody sees");
            require(
                    !hub.isOwn(topic),
                    RefusalReason.BAD_TOPICS,
                    "a topic has not the path of the hub's URL or '/.well-known/mercure', nor one below it, for these are the hub's own");
        }
        require(isVisible(id), RefusalReason.BAD_ID, "the id of an update has no control and format characters");
        require(
                isVisible(name) && !OF_HUB.equals(name),
                RefusalReason.BAD_NAME,
                "the type of an update has no control and format characters, and is not 'mercure'");
    }

    private static boolean isVisible(@Nullable String text) {
        return Stream.ofNullable(text)
                .flatMapToInt(String::codePoints)
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    private static void require(boolean allowed, RefusalReason reason, String whatToChange) throws RefusedEvent {
        if (!allowed) {
            throw new RefusedEvent(reason, whatToChange);
        }
    }
}
