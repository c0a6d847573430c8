package dev.eventsource.broker.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An event that goes to several channels is one to whoever reads more than one of them. */
class SharedEventTest {
    private final Channels channels = new Channels(new Node(), new Settings());
    private final LogReader sink = new IdleSink();

    private void append(String data, @Nullable String id, String... names) {
        List<Event> copies = Stream.of(names)
                .map(name -> new Event(new ChannelId(null, name), data, id, null, null))
                .toList();
        channels.append(copies, channels.last() + 1);
    }

    private static Subscription names(String... names) {
        return Subscription.of(
                Stream.of(names).map(name -> new ChannelId("alice", name)).toList());
    }

    private static Subscription pattern(String pattern) {
        return new Subscription(List.of(), List.of(new PatternId("alice", ChannelPattern.parse(pattern))));
    }

    private Cursor cursor(Subscription subscription) {
        channels.register(subscription, 0, sink);
        return new Cursor(channels, subscription, "s");
    }

    private static List<String> read(Cursor cursor) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (Run run = cursor.next(); run != null; run = cursor.next()) {
            frames.write(run.bytes(), run.from(), run.length());
        }
        return frames.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    @Test
    void comesOnceAndIsCountedOnce() {
        append("zero", "id", "a");
        append("one", null, "a", "b");
        append("two", null, "b");
        append("three", null, "c", "b", "a");
        Cursor cursor = cursor(names("a", "b"));
        assertThat(cursor.place(new Start("id", "@0", Duration.ZERO))).isEqualTo(new Opening.Resumed("id", 3));
        assertThat(read(cursor)).containsExactly("one", "two", "three");
        append("four", null, "b", "a");
        assertThat(read(cursor)).containsExactly("four");
        assertThat(channels.events()).isEqualTo(5);
    }

    @Test
    void comesOnceByAPatternThatMatchesBothLiveAndFromBefore() {
        append("zero", "id", "x.1");
        append("one", null, "x.1", "x.2");
        Cursor live = cursor(pattern("x.*"));
        live.place(new Start(null, channels.lastId(), Duration.ZERO));
        append("two", null, "x.2", "x.1");
        assertThat(read(live)).containsExactly("two");
        Cursor back = cursor(pattern("x.*"));
        assertThat(back.place(new Start("id", "@0", Duration.ZERO))).isEqualTo(new Opening.Resumed("id", 2));
        assertThat(read(back)).containsExactly("one", "two");
    }

    @Test
    void comesToEachOfItsChannels() {
        Cursor one = cursor(names("a"));
        Cursor other = cursor(names("b"));
        one.place(new Start(null, channels.lastId(), Duration.ZERO));
        other.place(new Start(null, channels.lastId(), Duration.ZERO));
        append("both", null, "a", "b");
        assertThat(read(one)).containsExactly("both");
        assertThat(read(other)).containsExactly("both");
    }
}
