package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The patterns that streams of this node have, each with its log. A user's channels are looked up among that user's patterns
 * alone, and those of everyone among all. Where there are no patterns, nothing is looked up. Guarded by {@link Channels}'
 * lock.
 */
final class Patterns {
    /** The most that one user's streams may have here: an event is noted by each that matches its channel, and others wait for that. */
    static final int MOST_OF_USER = 1_000;

    private final Map<PatternId, PatternLog> logs = new HashMap<>();
    private final Map<String, PatternIndex<PatternLog>> byUser = new HashMap<>();
    private final PatternIndex<PatternLog> ofAll = new PatternIndex<>();
    private final Directory directory;
    private final Timeline timeline;
    private final AtomicLong heapBytes;

    /**
     * No patterns yet.
     *
     * @param heapBytes what the logs of all take in the heap beside the channels', to which each adds its part
     */
    Patterns(Directory directory, Timeline timeline, AtomicLong heapBytes) {
        this.directory = directory;
        this.timeline = timeline;
        this.heapBytes = heapBytes;
    }

    /** Whether these, which are of one user, are not too many beside those that its streams have. */
    boolean hasRoomFor(List<PatternId> ids) {
        long more = ids.stream().filter(id -> !logs.containsKey(id)).count();
        return more == 0 || countOf(ids.get(0).user()) + more <= MOST_OF_USER;
    }

    private int countOf(String user) {
        PatternIndex<PatternLog> index = byUser.get(user);
        return index == null ? 0 : index.size();
    }

    /** Registers a sink with each pattern. */
    void register(List<PatternId> ids, int writer, LogReader sink) {
        ids.forEach(id -> logs.computeIfAbsent(id, this::begin).sinks().add(writer, sink));
    }

    private PatternLog begin(PatternId id) {
        PatternLog log = new PatternLog(id, directory, timeline, heapBytes);
        byUser.computeIfAbsent(id.user(), user -> new PatternIndex<>()).add(id.pattern(), log);
        ofAll.add(id.pattern(), log);
        return log;
    }

    /** Takes a sink out of patterns that it was registered with. */
    void unregister(List<PatternId> ids, LogReader sink) {
        for (PatternId id : ids) {
            PatternLog log = logs.get(id);
            if (log != null) {
                log.sinks().remove(sink);
                endIfUnread(log);
            }
        }
    }

    private void endIfUnread(PatternLog log) {
        if (log.sinks().isEmpty()) {
            logs.remove(log.id());
            ofAll.remove(log.id().pattern(), log);
            byUser.computeIfPresent(log.id().user(), (user, index) -> {
                index.remove(log.id().pattern(), log);
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

    /** How many patterns there are. */
    int size() {
        return logs.size();
    }
}
