package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.topic.TopicSelector;
import java.util.List;
import java.util.Set;

/**
 * Which updates a log has: the public ones of a topic that is wanted, or the private ones of which another is allowed too.
 *
 * @param allowed none: it has the public ones
 */
record UpdateId(Set<TopicSelector> wanted, Set<TopicSelector> allowed) {
    boolean isPrivate() {
        return !allowed.isEmpty();
    }

    boolean has(Update update) {
        return update.isPrivate() == isPrivate()
                && matchAny(wanted, update.topics())
                && (!isPrivate() || matchAny(allowed, update.topics()));
    }

    private static boolean matchAny(Set<TopicSelector> selectors, List<String> topics) {
        return topics.stream().anyMatch(topic -> selectors.stream().anyMatch(selector -> selector.matches(topic)));
    }
}
