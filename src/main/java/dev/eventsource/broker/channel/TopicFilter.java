package dev.eventsource.broker.channel;

import dev.eventsource.broker.topic.TopicSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which updates a stream gets: those of a topic that it wants, and of private ones those alone of which one topic, not
 * necessarily the same, is allowed to it.
 *
 * @param wanted at least one
 * @param allowed none: no private ones
 */
public record TopicFilter(Set<TopicSelector> wanted, Set<TopicSelector> allowed) {
    public TopicFilter {
        wanted = Set.copyOf(wanted);
        allowed = Set.copyOf(allowed);
    }

    /** The logs that have these updates, some perhaps in several: what is public is shared with all who want it. */
    List<UpdateId> ids() {
        List<UpdateId> ids = new ArrayList<>();
        wanted.forEach(selector -> ids.add(new UpdateId(Set.of(selector), Set.of())));
        if (!allowed.isEmpty()) {
            ids.add(new UpdateId(wanted, allowed));
        }
        return ids;
    }
}
