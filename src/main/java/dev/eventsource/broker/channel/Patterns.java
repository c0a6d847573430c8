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
    static final long KEPT_MILLIS = 60_000;

    private final Map<PatternId, PatternLog> logs = new HashMap<>();

    /** Since when no stream has a pattern, by the retention's clock; the first to go first. */
    private final Map<PatternId, Long> unread = new LinkedHashMap<>();

    private final Map<String, UserPatterns> byUser = new HashMap<>();
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

    /** Whether a stream's, which are of one user, are not too many beside those that others have; those that none has give way. */
    boolean makeRoomFor(Subscription subscription) {
        List<PatternId> ids = subscription.patterns();
        String user = ids.get(0).user();
        UserPatterns known = byUser.getOrDefault(user, new UserPatterns());
        if (subscription.isAnybodys() && !known.hasRoomForAnybody(ids)) {
            return false;
        }
        List<PatternId> more = ids.stream().filter(id -> !logs.containsKey(id)).toList();
        if (known.hasRoomFor(more)) {
            return true;
        }
        endAll(unread.keySet().stream()
                .filter(id -> id.user().equals(user) && !ids.contains(id))
                .toList());
        return known.hasRoomFor(more);
    }

    /** Registers a sink with each pattern of a stream; false where there is no room for them. */
    boolean register(Subscription subscription, int writer, LogReader sink) {
        if (!makeRoomFor(subscription)) {
            return false;
        }
        for (PatternId id : subscription.patterns()) {
            unread.remove(id);
            boolean added = logs.computeIfAbsent(id, this::begin).sinks().add(writer, sink);
            if (added && subscription.isAnybodys()) {
                Objects.requireNonNull(byUser.get(id.user())).addAnybodys(id);
            }
        }
        return true;
    }

    private PatternLog begin(PatternId id) {
        PatternLog log = new PatternLog(id, directory, timeline, share);
        byUser.computeIfAbsent(id.user(), user -> new UserPatterns()).add(log);
        ofAll.add(id.pattern(), log);
        return log;
    }

    /** Takes a sink out of patterns that it was registered with, if it was. */
    void unregister(Subscription subscription, LogReader sink, long nowMillis) {
        for (PatternId id : subscription.patterns()) {
            PatternLog log = logs.get(id);
            if (log != null && log.sinks().remove(sink)) {
                if (subscription.isAnybodys()) {
                    Objects.requireNonNull(byUser.get(id.user())).removeAnybodys(id);
                }
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
            byUser.computeIfPresent(id.user(), (user, its) -> {
                its.remove(log);
                return its.isEmpty() ? null : its;
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
        UserPatterns ofUser = channel.user() == null ? null : byUser.get(channel.user());
        List<PatternLog> matching = new ArrayList<>();
        if (channel.user() == null) {
            ofAll.match(ChannelPattern.wordsOf(channel.name()), matching::add);
        } else if (ofUser != null) {
            ofUser.match(ChannelPattern.wordsOf(channel.name()), matching::add);
        }
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
