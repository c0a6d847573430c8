package dev.eventsource.broker.feed;

import dev.eventsource.broker.channel.Channels;

/**
 * The gap of a loss that nobody was told of yet, and the place that is kept for it. Guarded by {@link Intake}'s lock.
 *
 * <p>What shows a loss, or comes while there is one, keeps its place for the gap: the first message behind it proves that the
 * queue is bound again, perhaps before the next mark does, and whoever gets that is told first. Until then the order ends in
 * front of it, or those who read on meanwhile would stand behind the gap, and never be told.
 */
final class UntoldGap {
    private static final long NOWHERE = -1;

    private final Binding binding;
    private final Channels channels;
    private long at = NOWHERE;

    UntoldGap(Binding binding, Channels channels) {
        this.binding = binding;
        this.channels = channels;
    }

    /** A new session begins: what one before found to be lost, and told nobody of, is told in front of what comes now. */
    void begin() {
        at = binding.isUntold() ? at : NOWHERE;
    }

    /** At a position there is no event: it is passed over, or kept. */
    void passOver(long position) {
        if (binding.isUntold()) {
            at = position;
        } else {
            channels.passOver(position);
        }
    }

    /** Everyone is told at a position, where there is no event, that what is in front of it is not all. */
    void tellAt(long position) {
        channels.noteGap(position);
        at = NOWHERE;
    }

    /**
     * Everyone is told in front of an event's position, if there is something to tell. Where another gap came behind the kept
     * place already, that tells of both; so does one that a new stream begins with.
     */
    void tellBefore(long position) {
        if (at == NOWHERE) {
            return;
        }
        if (at > channels.last() && at < position) {
            channels.noteGap(at);
        }
        binding.noteTold();
        at = NOWHERE;
    }
}
