package dev.eventsource.broker.past;

import java.util.HashMap;
import java.util.Map;

/** How many questions have no answer yet, so that one user's leave room for others'. Guarded by this object's lock; any thread may call. */
final class Waiting {
    /** All together. */
    static final int MOST = 512;

    private static final int MOST_OF_ONE = MOST / 4;

    private final Map<String, Integer> ofUsers = new HashMap<>();
    private int all;

    /** One more of a user's; false where these, or all, are too many. */
    synchronized boolean enter(String user) {
        boolean hasRoom = all < MOST && ofUsers.getOrDefault(user, 0) < MOST_OF_ONE;
        if (hasRoom) {
            all++;
            ofUsers.merge(user, 1, Integer::sum);
        }
        return hasRoom;
    }

    /** One that entered is answered. */
    synchronized void leave(String user) {
        all--;
        ofUsers.computeIfPresent(user, (key, count) -> count == 1 ? null : count - 1);
    }
}
