package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.SseFrame;
import dev.eventsource.broker.event.StreamEvent;
import dev.eventsource.broker.event.Update;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An event with its place in the log and its frame.
 *
 * @param position its place among all events of the feed
 * @param id the publisher's, or the one that says the position
 * @param frame its bytes on the wire
 * @param sender the socket that does not get it
 * @param arrived when it came in, by {@link System#nanoTime}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; it exists to carry the array without a copy
record LoggedEvent(
        long position, String id, byte[] frame, @Nullable String sender, long arrived) {
    static LoggedEvent of(long position, Event event, PositionIds ids) {
        Update update = event.update();
        String known = update == null ? ids.id(position) : UpdateIds.of(ids, position);
        String id = event.id() == null ? known : event.id();
        Duration retry = update == null ? null : update.retry();
        byte[] frame = SseFrame.encode(new StreamEvent(id, event.name(), event.data(), retry));
        return new LoggedEvent(position, id, frame, event.socket(), System.nanoTime());
    }
}
