package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.topic.TopicSelector;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The updates of topics that are held, with their topics, and the logs by which the streams of this node get theirs.
 * Guarded by {@link Channels}' lock, but for {@code held}, which has a lock of its own.
 */
final class Updates {
    /** The most templates that streams may have here. */
    static final int MOST_TEMPLATES = 20_000;

    /**
     * How many steps any topic may take for each of its characters, where it is tried with all that begin as it does: what comes
     * behind it waits for that. A few hundred plain templates take as many.
     */
    static final long MOST_STEPS = 5_000;

    private final HeldUpdates held;
    private final Map<UpdateId, UpdateLog> logs = new HashMap<>();
    private final SelectorIndex index = new SelectorIndex();
    private final Directory directory;
    private final Timeline timeline;
    private final LogShare share;

    /**
     * No updates yet.
     *
     * @param heapBytes what the topics of all take in the heap beside the channels, to which this adds its part
     * @param share what the logs take, to which each adds its part
     */
    Updates(Directory directory, Timeline timeline, AtomicLong heapBytes, LogShare share) {
        this.directory = directory;
        this.timeline = timeline;
        this.share = share;
        this.held = new HeldUpdates(heapBytes);
    }

    /** This node has nothing through a position. */
    void beginBehind(long position) {
        held.dropThrough(position);
    }

    /** Those that are held, through which any thread may go. */
    HeldUpdates held() {
        return held;
    }

    /** Notes an update that was appended to the log of all; the logs of those who get it. */
    Set<UpdateLog> note(long position, Update update) {
        held.add(position, update);
        Set<UpdateLog> logsOfIt = of(update);
        logsOfIt.forEach(log -> log.append(position));
        return logsOfIt;
    }

    private Set<UpdateLog> of(Update update) {
        Set<UpdateLog> found = new LinkedHashSet<>();
        if (!logs.isEmpty()) {
            index.match(update.topics(), update.isPrivate(), found);
        }
        return found;
    }

    /** The log of all updates is about to drop what it has through a position; whoever reads one of the logs here sees that at once. */
    void dropThrough(long position) {
        held.dropThrough(position);
    }

    /** The logs let go of what is dropped, those too that get nothing more. */
    void trim() {
        logs.values().forEach(UpdateLog::trim);
    }

    /** Whether the templates of a filter are not too many beside those that are tried already. */
    boolean hasRoomFor(TopicFilter filter) {
        List<TopicSelector> more =
                filter.templates().filter(selector -> !index.has(selector)).toList();
        long steps = more.stream().mapToLong(TopicSelector::weight).sum();
        return index.templates() + more.size() <= MOST_TEMPLATES
                && more.stream()
                        .map(TopicSelector::prefix)
                        .distinct()
                        .allMatch(prefix -> index.steps(prefix) + steps <= MOST_STEPS);
    }

    /** Registers a sink with the logs of a filter; false where there is no room for its templates. */
    boolean register(TopicFilter filter, int writer, LogReader sink) {
        if (!hasRoomFor(filter)) {
            return false;
        }
        filter.ids().forEach(id -> logs.computeIfAbsent(id, this::begin).sinks().add(writer, sink));
        return true;
    }

    private UpdateLog begin(UpdateId id) {
        UpdateLog log = new UpdateLog(id, held, directory, timeline.last(), share);
        index.add(log);
        return log;
    }

    /** Takes a sink out of the logs of a filter that it was registered with. */
    void unregister(TopicFilter filter, LogReader sink) {
        for (UpdateId id : filter.ids()) {
            UpdateLog log = logs.get(id);
            if (log != null) {
                log.sinks().remove(sink);
                endIfUnread(log);
            }
        }
    }

    private void endIfUnread(UpdateLog log) {
        if (log.sinks().isEmpty()) {
            logs.remove(log.id());
            index.remove(log);
            log.close();
        }
    }

    /** The logs of a filter that a sink is registered with. */
    List<UpdateLog> logs(TopicFilter filter) {
        return filter.ids().stream()
                .map(id -> Objects.requireNonNull(logs.get(id), "not registered"))
                .toList();
    }

    void forEach(Consumer<UpdateLog> task) {
        logs.values().forEach(task);
    }
}
