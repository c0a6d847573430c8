package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.SseFrame;
import dev.eventsource.broker.event.StreamEvent;

/**
 * Says to a stream of several channels of which of them the next events are, where that changes: an event of the broker's own,
 * without an id, so that it moves no browser's place. The events' frames are the same for all streams, and do not say it. Used
 * by one thread at a time, as its cursor is.
 */
final class ChannelWord {
    private String told = "";

    /** The run, with the word in front of its first frame where the channel is another than before. */
    Run inFront(String channel, Run run) {
        if (run.length() == 0 || channel.equals(told)) {
            return run;
        }
        told = channel;
        byte[] word = SseFrame.encode(StreamEvent.control("eshq:channel", channel));
        byte[] bytes = new byte[word.length + run.length()];
        System.arraycopy(word, 0, bytes, 0, word.length);
        System.arraycopy(run.bytes(), run.from(), bytes, word.length, run.length());
        return new Run(bytes, 0, bytes.length, run.events(), run.last(), run.arrived());
    }
}
