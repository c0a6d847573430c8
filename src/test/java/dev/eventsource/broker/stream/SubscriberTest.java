package dev.eventsource.broker.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server is handed, whatever the size of the events and however slowly it takes them. */
class SubscriberTest {
    private static final ChannelId NEWS = new ChannelId("alice", "news");
    private static final int PIECE = 32 << 10;
    private static final String LARGE = "x".repeat(1 << 20);
    private static final String FRAME_OF_LARGE = "id: 1\ndata: " + LARGE + "\n\n";
    private static final int PIECES_OF_LARGE = (FRAME_OF_LARGE.length() + PIECE - 1) / PIECE;

    private final Writer writer = new Writer(0, 0, new Traffic());
    private Channels channels = new Channels(new Node(), new Settings());

    @BeforeEach
    void start() {
        channels.serveBy(List.of(writer::serveSoon));
        writer.start();
    }

    @AfterEach
    void stop() {
        writer.stop();
        System.clearProperty("HISTORY_BYTES");
    }

    @Test
    void handsOverNoMoreThan32KiBAtOnceLiveAndInAReplay() throws IOException {
        Outlet live = new Outlet(2);
        Outlet replay = new Outlet(2);
        subscribe(live);
        Start beginning = here();
        append(LARGE, "1");
        append("small", "2");
        append(LARGE, "3");
        subscribe(replay, beginning);
        await().until(() -> live.isStuck() && replay.isStuck());
        assertThat(live.text()).hasSizeBetween(PIECE, 2 * PIECE);
        assertThat(replay.text()).hasSizeBetween(PIECE, 2 * PIECE);
        for (Outlet outlet : List.of(live, replay)) {
            outlet.take(Integer.MAX_VALUE / 2);
            String end = "id: 3\ndata: " + LARGE + "\n\n";
            await().until(() -> outlet.text().endsWith(end));
            assertThat(outlet.text()).isEqualTo("data: first\n\n" + FRAME_OF_LARGE + "id: 2\ndata: small\n\n" + end);
            assertThat(outlet.largestWrite()).isLessThanOrEqualTo(PIECE);
        }
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // what it wrote is looked at
    void writesNothingInTheMidstOfAFrame() throws IOException {
        Outlet outlet = new Outlet(3);
        Subscriber subscriber = subscribe(outlet);
        append(LARGE, "1");
        await().until(outlet::isStuck);
        subscriber.send(StreamEvent.control("eshq:reset", "said meanwhile"));
        subscriber.retire();
        while (!outlet.isCompleted()) {
            outlet.take(1);
        }
        assertThat(outlet.text())
                .startsWith("data: first\n\n" + FRAME_OF_LARGE + "event: eshq:reset\ndata: said meanwhile\n\nretry: ");
    }

    @Test
    void writesAllThereIsBeforeARetiredStreamEnds() throws IOException {
        Outlet outlet = new Outlet(1);
        Subscriber subscriber = subscribe(outlet);
        for (int i = 1; i <= 20_000; i++) {
            append("event", Integer.toString(i));
        }
        append(LARGE, "last");
        await().until(outlet::isStuck);
        subscriber.retire();
        outlet.take(Integer.MAX_VALUE / 2);
        await().until(outlet::isCompleted);
        assertThat(outlet.text()).contains("id: 20000\ndata: event\n\n").endsWith("data: " + LARGE + "\n\n");
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored")
    void endsWhereTheHistoryDroppedTheRestOfAFrame() throws IOException {
        System.setProperty("HISTORY_BYTES", "2M");
        channels = new Channels(new Node(), new Settings());
        channels.serveBy(List.of(writer::serveSoon));
        Outlet outlet = new Outlet(3);
        Subscriber subscriber = subscribe(outlet);
        append(LARGE, "1");
        await().until(outlet::isStuck);
        append(LARGE, "2");
        append(LARGE, "3");
        subscriber.send(StreamEvent.control("ping", "{}"));
        outlet.take(Integer.MAX_VALUE / 2);
        await().until(outlet::isCompleted);
        assertThat("data: first\n\n" + FRAME_OF_LARGE).startsWith(outlet.text());
        assertThat(PIECES_OF_LARGE).isGreaterThan(3);
    }

    private Subscriber subscribe(Outlet outlet) {
        return subscribe(outlet, here());
    }

    private Subscriber subscribe(Outlet outlet, Start from) {
        Cursor cursor = new Cursor(channels, Subscription.of(List.of(NEWS)), "socket");
        EventStream stream = new EventStream(outlet.async(), outlet);
        Pace pace = Pace.stream(Duration.ofMinutes(1));
        Subscriber subscriber = new Subscriber(
                writer,
                cursor,
                stream,
                pace,
                new LongAdder(),
                ended -> channels.unregister(Subscription.of(List.of(NEWS)), ended));
        channels.register(Subscription.of(List.of(NEWS)), writer.number(), subscriber);
        Opening opening = cursor.place(from);
        subscriber.start(opening, SseFrame.encode(new StreamEvent(null, null, "first", null)));
        await().until(() -> !outlet.text().isEmpty());
        return subscriber;
    }

    private Start here() {
        return new Start(null, channels.lastId(), Duration.ZERO);
    }

    private void append(String data, String id) {
        channels.append(new Event(NEWS, data, id, null, null), channels.last() + 1);
    }
}
