package dev.eventsource.broker.answer;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for all who ask: the files, which have an entity tag that names their content. All who are slow to read
 * one share one copy, so that it takes no room. Any thread may ask.
 */
final class SharedAnswers {
    /** More than there are files. */
    private static final int MOST = 64;

    private final Map<String, byte[]> byTag = new ConcurrentHashMap<>();

    /**
     * The copy of this answer that all share; null where it is one caller's own.
     *
     * @param tag its entity tag, if it has one
     * @param caching its {@code Cache-Control}, if it has one: what is private changes, and would stay here for ever
     */
    byte @Nullable [] find(@Nullable String tag, @Nullable String caching, byte[] answer) {
        boolean isPrivate = caching != null && caching.contains("private");
        if (tag == null || isPrivate || (byTag.size() >= MOST && !byTag.containsKey(tag))) {
            return null;
        }
        byte[] same = byTag.computeIfAbsent(tag, unseen -> answer);
        return Arrays.equals(same, answer) ? same : null;
    }
}
