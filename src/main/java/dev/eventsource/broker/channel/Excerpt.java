package dev.eventsource.broker.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of one channel, one behind the other, for somebody who asks once.
 *
 * @param frames of each event, as streams have it
 * @param position the event id behind which what follows stands
 * @param isMore whether more is held behind that
 * @param missing why events may be missing in front of these or among them; null: none are
 */
public record Excerpt(
        List<byte[]> frames,
        String position,
        boolean isMore,
        @Nullable ResetReason missing) {
    public Excerpt {
        frames = List.copyOf(frames);
    }
}
