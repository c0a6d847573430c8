package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Of which channels a stream is to have the last values. Any thread may ask. */
final class SnapshotTables {
    /** How many channels of patterns have last values in one stream; those first by name. */
    static final int MOST_OF_PATTERNS = 1_000;

    private SnapshotTables() {}

    /** Those of a subscription's channels and of the channels that its patterns match. */
    static List<LastValueTable> of(Channels all, Subscription subscription) {
        List<LastValueTable> tables = new ArrayList<>();
        for (ChannelId id : ids(subscription)) {
            LastValueTable found = all.lastValues().table(id);
            if (found != null) {
                tables.add(found);
            }
        }
        tables.addAll(ofPatterns(all, subscription, tables));
        return List.copyOf(tables);
    }

    /** Of its patterns, but for those that are known; none that another user has is looked at. */
    private static List<LastValueTable> ofPatterns(
            Channels all, Subscription subscription, List<LastValueTable> known) {
        List<PatternId> patterns = subscription.patterns();
        if (patterns.isEmpty()) {
            return List.of();
        }
        ValueTables tables = all.lastValues().tables();
        List<ChannelPattern> wanted = patterns.stream().map(PatternId::pattern).toList();
        return Stream.of(tables.of(patterns.get(0).user()), tables.of(null))
                .flatMap(some -> some.filter(found -> ChannelPattern.anyMatches(
                                wanted, found.channel().name()))
                        .filter(found -> !known.contains(found))
                        .limit(MOST_OF_PATTERNS))
                .sorted(Comparator.comparing(found -> found.channel().name()))
                .limit(MOST_OF_PATTERNS)
                .toList();
    }

    /** Those that came in between two places; null where their values do not say all that did. */
    static @Nullable List<LastValueTable> ofMissed(Channels all, Subscription subscription, long after, long upTo) {
        if (subscription.topics() != null || !subscription.patterns().isEmpty()) {
            return null;
        }
        List<LastValueTable> tables = new ArrayList<>();
        for (ChannelId id : ids(subscription)) {
            LastValueTable table = all.lastValues().table(id);
            if (hasMissed(all, id, after, upTo)) {
                if (table == null || !table.saysAllAfter(after)) {
                    return null;
                }
                tables.add(table);
            }
        }
        return List.copyOf(tables);
    }

    private static List<ChannelId> ids(Subscription subscription) {
        return subscription.channels().stream()
                .flatMap(id -> Stream.of(id, id.ofEveryone()))
                .distinct()
                .toList();
    }

    private static boolean hasMissed(Channels all, ChannelId id, long after, long upTo) {
        return all.directory()
                .log(id)
                .map(log -> log.droppedThrough() > after || log.firstPositionAfter(after) <= upTo)
                .orElse(true);
    }
}
