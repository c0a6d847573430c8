package dev.eventsource.broker.channel;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who uses a selector: the log of what is public, and those of what is private. Guarded by {@link Channels}' lock. */
final class SelectorUses {
    private final Set<UpdateLog> wanted = new HashSet<>(2);
    private final Set<UpdateLog> allowed = new HashSet<>(2);
    private @Nullable UpdateLog ofPublic;
    private int count;

    /** Notes a log that wants what it selects. */
    void want(UpdateLog log) {
        count++;
        if (log.id().isPrivate()) {
            wanted.add(log);
        } else {
            ofPublic = log;
        }
    }

    /** Notes a log that may have what it selects. */
    void allow(UpdateLog log) {
        count++;
        allowed.add(log);
    }

    void unwant(UpdateLog log) {
        count--;
        ofPublic = ofPublic == log ? null : ofPublic;
        wanted.remove(log);
    }

    void disallow(UpdateLog log) {
        count--;
        allowed.remove(log);
    }

    boolean isUnused() {
        return count == 0;
    }

    /** The log of those that want what is public; null where there is none. */
    @Nullable
    UpdateLog ofPublic() {
        return ofPublic;
    }

    /** Of what is private, the logs that want it. */
    Set<UpdateLog> wanted() {
        return wanted;
    }

    /** Of what is private, the logs that may have it. */
    Set<UpdateLog> allowed() {
        return allowed;
    }
}
