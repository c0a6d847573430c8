package dev.eventsource.broker.channel;

import dev.eventsource.broker.topic.TopicSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which updates a stream gets: those of a topic that it wants, and of private ones those alone of which one topic, not
 * necessarily the same, is allowed to it.
 *
 * @param wanted at least one
 * @param allowed none: no private ones
 */
public record TopicFilter(Set<TopicSelector> wanted, Set<TopicSelector> allowed) {
    /** The most steps that one stream may take: a fifth of what there is for all that begin alike. */
    public static final long MOST_STEPS = Updates.MOST_STEPS / 5;

    public TopicFilter {
        wanted = Set.copyOf(wanted);
        allowed = Set.copyOf(allowed);
    }

    /** How many steps its templates take for each character of a topic, the same ones counted once. */
    public long steps() {
        return templates().mapToLong(TopicSelector::weight).sum();
    }

    /** How many steps those of some selectors take that are tried. */
    public static long steps(Set<TopicSelector> selectors) {
        return selectors.stream()
                .filter(selector -> !selector.isExact())
                .mapToLong(TopicSelector::weight)
                .sum();
    }

    /** What is to be tried, each once. */
    Stream<TopicSelector> templates() {
        return Stream.concat(wanted.stream(), allowed.stream())
                .filter(selector -> !selector.isExact())
                .distinct();
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
