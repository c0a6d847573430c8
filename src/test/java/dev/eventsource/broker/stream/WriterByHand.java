package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Cursor;
import dev.eventsource.broker.channel.Opening;
import dev.eventsource.broker.channel.Start;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.SseFrame;
import dev.eventsource.broker.event.StreamEvent;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A writer whose turns are taken by hand, by a clock that is set by hand, and what it writes from and to. */
final class WriterByHand {
    static final ChannelId NEWS = new ChannelId("alice", "news");
    static final String FIRST = "data: first\n\n";
    static final Duration SILENCE = Duration.ofSeconds(15);

    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final AtomicLong now = new AtomicLong();
    private final Traffic traffic = new Traffic();
    private final Writer writer = new Writer(0, 0, traffic, now::get, inbox);
    private final List<Subscriber> ended = new ArrayList<>();
    private final Channels channels;

    WriterByHand() {
        channels = new Channels(new Node(), new Settings());
        channels.serveBy(List.of(writer::serveSoon));
    }

    /** One that holds so little of the history. */
    static WriterByHand holding(String bytes) {
        System.setProperty("HISTORY_BYTES", bytes);
        try {
            return new WriterByHand();
        } finally {
            System.clearProperty("HISTORY_BYTES");
        }
    }

    Writer writer() {
        return writer;
    }

    Channels channels() {
        return channels;
    }

    Traffic traffic() {
        return traffic;
    }

    /** Each stream that has ended, as often as it was told of. */
    List<Subscriber> ended() {
        return ended;
    }

    /** One turn, of what has been posted by now. */
    void turn() {
        execute(() -> {});
        try {
            writer.turn();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something on the writer's thread, in its next turn. */
    void execute(Runnable task) {
        writer.execute(task);
    }

    /** Turns until nothing is left to do. */
    void settle() {
        do {
            turn();
        } while (!inbox.isEmpty());
    }

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** A stream that has been started and not written to yet. */
    Subscriber start(Outlet outlet, @Nullable String lastEventId) {
        return start(outlet, new Start(lastEventId, channels.lastId(), Duration.ZERO), false);
    }

    Subscriber start(Outlet outlet, Start from, boolean isLongPoll) {
        return start(outlet, from, isLongPoll ? Pace.longPoll() : new Pace(SILENCE.toNanos(), false));
    }

    Subscriber start(Outlet outlet, Start from, Pace pace) {
        Cursor cursor = new Cursor(channels, Subscription.of(List.of(NEWS)), "socket");
        Subscriber subscriber = subscriber(outlet, cursor, pace);
        channels.register(Subscription.of(List.of(NEWS)), writer.number(), subscriber);
        Opening opening = cursor.place(from);
        subscriber.start(opening, SseFrame.encode(new StreamEvent(null, null, "first", null)));
        return subscriber;
    }

    /** A stream that is not started. */
    Subscriber subscriber(Outlet outlet, Cursor cursor, Pace pace) {
        EventStream stream = new EventStream(outlet.async(), outlet);
        return new Subscriber(writer, cursor, stream, pace, new LongAdder(), end -> {
            channels.unregister(Subscription.of(List.of(NEWS)), end);
            ended.add(end);
        });
    }

    void append(String data, String id) {
        channels.append(new Event(NEWS, data, id, null, null), channels.last() + 1);
    }

    static String frame(String data, String id) {
        return "id: " + id + "\ndata: " + data + "\n\n";
    }
}
