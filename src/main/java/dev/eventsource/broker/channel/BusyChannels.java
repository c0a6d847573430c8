package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many events each channel had lately, while somebody wants to know; else it costs an event nothing. One count for an
 * event, however many streams it goes to. Of more than ten thousand channels those that come first in a second are counted, which
 * the busiest most likely are among. Guarded by {@link Channels}' lock.
 */
final class BusyChannels {
    private static final int MOST = 10_000;

    private @Nullable Map<ChannelId, int[]> counts;

    void count(ChannelId channel) {
        Map<ChannelId, int[]> current = counts;
        if (current != null) {
            int[] count = current.get(channel);
            if (count != null) {
                count[0]++;
            } else if (current.size() < MOST) {
                current.put(channel, new int[] {1});
            }
        }
    }

    /** What was counted since it was last asked, which nobody else has any more; and whether to go on counting. */
    Map<ChannelId, int[]> take(boolean goOn) {
        Map<ChannelId, int[]> taken = counts;
        counts = goOn ? new HashMap<>() : null;
        return taken == null ? Map.of() : taken;
    }

    /** The channels with the highest counts, highest first. */
    static List<Map.Entry<ChannelId, Integer>> busiest(Map<ChannelId, int[]> counts, int most) {
        return counts.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()[0]))
                .sorted(Map.Entry.<ChannelId, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().name()))
                .limit(most)
                .toList();
    }
}
