package dev.eventsource.broker.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The latest ten messages of sources, for operators who try rules with them: in this node's memory alone, of each body 64 KB at most.
 * Any thread may call; guarded by this object's lock.
 */
final class SeenMessages {
    static final int MOST = 10;
    static final int LONGEST = 64 << 10;

    private final ArrayDeque<Arrival> messages = new ArrayDeque<>(MOST);

    void add(Arrival arrival) {
        Arrival kept = arrival.body().length <= LONGEST
                ? arrival
                : new Arrival(
                        arrival.exchange(),
                        arrival.routingKey(),
                        arrival.properties(),
                        Arrays.copyOf(arrival.body(), LONGEST));
        synchronized (this) {
            if (messages.size() == MOST) {
                messages.removeFirst();
            }
            messages.addLast(kept);
        }
    }

    synchronized List<Arrival> newestFirst() {
        List<Arrival> newestFirst = new ArrayList<>(messages);
        Collections.reverse(newestFirst);
        return newestFirst;
    }
}
