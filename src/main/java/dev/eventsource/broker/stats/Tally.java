package dev.eventsource.broker.stats;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is to be added to MongoDB's buckets of one length. Used by one thread at a time. */
final class Tally {
    /** How many slots wait at most, but for those of one more turn. */
    private static final int ROOM = 50_000;

    private static final int LARGEST_BULK = 1_000;

    private final Interval interval;
    private final Buckets buckets;
    private final Map<Slot, Long> waiting = new HashMap<>();

    Tally(Interval interval, Buckets buckets) {
        this.interval = interval;
        this.buckets = buckets;
    }

    boolean hasRoom() {
        return waiting.size() < ROOM;
    }

    void add(String user, long epochSecond, long deliveries) {
        waiting.merge(new Slot(user, interval.bucket(epochSecond)), deliveries, Long::sum);
    }

    /** Writes all that waits, in bulks; what MongoDB does not take waits on. */
    void write() {
        boolean taken = true;
        while (taken && !waiting.isEmpty()) {
            List<Count> bulk = waiting.entrySet().stream()
                    .limit(LARGEST_BULK)
                    .map(entry -> new Count(entry.getKey(), entry.getValue()))
                    .toList();
            List<Count> left = buckets.add(interval, bulk);
            bulk.forEach(count -> waiting.remove(count.slot()));
            left.forEach(count -> waiting.put(count.slot(), count.deliveries()));
            taken = left.size() < bulk.size();
        }
    }

    void removeOld(long epochSecond) {
        buckets.removeBefore(interval, interval.bucket(epochSecond) - interval.kept() + 1);
    }
}
