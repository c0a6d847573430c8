package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Update;

/**
 * Drops what is too old or too much; the timeline and the channel's log say how far, so that whoever asks for it finds out
 * that it is gone. Guarded by {@link Channels}' lock.
 */
final class Eviction {
    private final Timeline timeline;
    private final Directory directory;
    private final Patterns patterns;
    private final Updates updates;
    private final Retention retention;

    Eviction(Timeline timeline, Directory directory, Patterns patterns, Updates updates, Retention retention) {
        this.timeline = timeline;
        this.directory = directory;
        this.patterns = patterns;
        this.updates = updates;
        this.retention = retention;
    }

    void run(long nowMillis) {
        for (Retention.Held old = retention.release(nowMillis); old != null; old = retention.release(nowMillis)) {
            drop(old.channel(), old.segment());
        }
    }

    private void drop(Channel channel, Segment oldest) {
        timeline.dropThrough(oldest.last());
        patterns.of(channel.id()).forEach(log -> log.dropThrough(oldest.last()));
        if (channel.id().equals(Update.SPACE)) {
            updates.dropThrough(oldest.last());
        }
        channel.log().dropOldest();
        if (channel.log().isEmpty()) {
            retention.forget(channel);
            directory.forgetIfVacant(channel.id());
        }
    }
}
