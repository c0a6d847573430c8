package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The patterns that streams of this node have, each with its log. A user's channels are looked up among that user's patterns
 * alone, and those of everyone among all. Where there are no patterns, nothing is looked up. Guarded by {@link Channels}'
 * lock.
 *
 * <p>A pattern stays for a minute when no stream has it any more: who is alone on it and comes back, as a long poll does each
 * time, has nothing looked for again in the channels.
 */
final class Patterns {
    /** The most that one user's streams may have here: an event is noted by each that matches its channel, and others wait for that. */
    static final int MOST_OF_USER = 1_000;

    /** The most words from a first {@code #} to another that they may have, alike ones once: each costs an event for each of its words. */
    static final int MOST_SEARCHED_OF_USER = 250;

    static final long KEPT_MILLIS = 60_000;

    private static final PatternIndex<PatternLog> NONE = new PatternIndex<>();

    private final Map<PatternId, PatternLog> logs = new HashMap<>();

    /** Since when no stream has a pattern, by the retention's clock; the first to go first. */
    private final Map<PatternId, Long> unread = new LinkedHashMap<>();

    private final Map<String, PatternIndex<PatternLog>> byUser = new HashMap<>();
    private final PatternIndex<PatternLog> ofAll = new PatternIndex<>();
    private final Directory directory;
    private final Timeline timeline;
    private final LogShare share;

    /**
     * No patterns yet.
     *
     * @param share what the logs of all take in the heap beside the channels', to which each adds its part
     */
    Patterns(Directory directory, Timeline timeline, LogShare share) {
        this.directory = directory;
        this.timeline = timeline;
        this.share = share;
    }

    /** Whether these, which are of one user, are not too many beside those that its streams have; those that none has give way. */
    boolean makeRoomFor(List<PatternId> ids) {
        List<PatternId> more = ids.stream().filter(id -> !logs.containsKey(id)).toList();
        String user = ids.get(0).user();
        if (!hasRoomFor(user, more)) {
            endAll(unread.keySet().stream()
                    .filter(id -> id.user().equals(user) && !ids.contains(id))
                    .toList());
        }
        return hasRoomFor(user, more);
    }

    private boolean hasRoomFor(String user, List<PatternId> more) {
        PatternIndex<PatternLog> index = byUser.getOrDefault(user, NONE);
        int searched = more.stream()
                .mapToInt(id -> PatternIndex.searched(id.pattern()))
                .sum();
        return more.isEmpty()
                || (index.size() + more.size() <= MOST_OF_USER && index.searched() + searched <= MOST_SEARCHED_OF_USER);
    }

    /** Registers a sink with each pattern; false where there is no room for them. */
    boolean register(List<PatternId> ids, int writer, LogReader sink) {
        if (!makeRoomFor(ids)) {
            return false;
        }
        for (PatternId id : ids) {
            unread.remove(id);
            logs.computeIfAbsent(id, this::begin).sinks().add(writer, sink);
        }
        return true;
    }

    private PatternLog begin(PatternId id) {
        PatternLog log = new PatternLog(id, directory, timeline, share);
        byUser.computeIfAbsent(id.user(), user -> new PatternIndex<>()).add(id.pattern(), log);
        ofAll.add(id.pattern(), log);
        return log;
    }

    /** Takes a sink out of patterns that it was registered with. */
    void unregister(List<PatternId> ids, LogReader sink, long nowMillis) {
        for (PatternId id : ids) {
            PatternLog log = logs.get(id);
            if (log != null) {
                log.sinks().remove(sink);
                if (log.sinks().isEmpty()) {
                    unread.putIfAbsent(id, nowMillis);
                }
            }
        }
    }

    /** Ends those that no stream has had for a minute. */
    void dropUnread(long nowMillis) {
        endAll(unread.entrySet().stream()
                .takeWhile(entry -> nowMillis - entry.getValue() >= KEPT_MILLIS)
                .map(Map.Entry::getKey)
                .toList());
    }

    private void endAll(List<PatternId> ids) {
        for (PatternId id : ids) {
            unread.remove(id);
            PatternLog log = Objects.requireNonNull(logs.remove(id));
            ofAll.remove(id.pattern(), log);
            byUser.computeIfPresent(id.user(), (user, index) -> {
                index.remove(id.pattern(), log);
                return index.isEmpty() ? null : index;
            });
            log.close();
        }
    }

    /** The logs of patterns that a sink is registered with. */
    List<PatternLog> logs(List<PatternId> ids) {
        return ids.stream()
                .map(id -> Objects.requireNonNull(logs.get(id), "not registered"))
                .toList();
    }

    /** Those that match a channel. */
    List<PatternLog> of(ChannelId channel) {
        if (logs.isEmpty()) {
            return List.of();
        }
        PatternIndex<PatternLog> index = channel.user() == null ? ofAll : byUser.get(channel.user());
        if (index == null) {
            return List.of();
        }
        List<PatternLog> matching = new ArrayList<>();
        index.match(ChannelPattern.wordsOf(channel.name()), matching::add);
        return matching;
    }

    void forEach(Consumer<PatternLog> task) {
        logs.values().forEach(task);
    }

    /** How many patterns streams have. */
    int size() {
        return logs.size() - unread.size();
    }
}
