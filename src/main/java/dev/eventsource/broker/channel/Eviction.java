package dev.eventsource.broker.channel;

/**
 * Drops what is too old or too much; the timeline and the channel's log say how far, so that whoever asks for it finds out
 * that it is gone. Guarded by {@link Channels}' lock.
 */
final class Eviction {
    private final Timeline timeline;
    private final Directory directory;
    private final DerivedLogs derived;
    private final Retention retention;

    Eviction(Timeline timeline, Directory directory, DerivedLogs derived, Retention retention) {
        this.timeline = timeline;
        this.directory = directory;
        this.derived = derived;
        this.retention = retention;
    }

    void run(long nowMillis) {
        for (Retention.Held old = retention.release(nowMillis); old != null; old = retention.release(nowMillis)) {
            drop(old.channel(), old.segment());
        }
    }

    private void drop(Channel channel, Segment oldest) {
        timeline.dropThrough(oldest.last());
        derived.dropThrough(channel.id(), oldest.last());
        channel.log().dropOldest();
        if (channel.log().isEmpty()) {
            retention.forget(channel);
            directory.forgetIfVacant(channel.id());
        }
    }
}
