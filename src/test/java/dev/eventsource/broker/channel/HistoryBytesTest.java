package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the history takes by a histogram of the heap, against what it may take and what it says. */
class HistoryBytesTest {
    private static final long LIMIT = 24L << 20;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private long millis = 1;
    private final Channels channels =
            new Channels(PositionIds.ofNode("epoch"), new Retention(LIMIT, MINUTE, () -> millis));

    @ParameterizedTest
    @CsvSource({
        "100, 1, 20", "1000, 1, 20", "1000000, 1, 20",
        "100, 1000, 20", "1000, 1000, 20", "1000000, 1000, 20",
        "100, 200000, 20", "1000, 200000, 20", "1000000, 200000, 20",
        "100, 200000, 255", "100, 1000, 255"
    })
    void takesWhatItMayWithinATenth(int frame, int channelCount, int nameLength) throws JMException {
        long before = heapBytes();
        fill(frame, channelCount, nameLength);
        long taken = heapBytes() - before;
        assertThat(taken).isLessThan(LIMIT * 11 / 10);
        assertThat(channels.history().bytes()).isBetween(taken * 9 / 10, taken * 11 / 10);
        assertThat(channels.history().bytes()).isBetween(LIMIT * 9 / 10, LIMIT);
    }

    @Test
    void countsTheSendersOfEvents() throws JMException {
        long before = heapBytes();
        for (int i = 0; channels.history().bytes() < LIMIT / 2; i++) {
            append(new ChannelId("alice", "channel"), "d", String.format("%022d", i));
        }
        long taken = heapBytes() - before;
        assertThat(channels.history().bytes()).isBetween(taken * 9 / 10, taken * 11 / 10);
    }

    @Test
    void keepsNothingOfChannelsThatHoldNothing() throws JMException {
        long before = heapBytes();
        channels.register(Subscription.of(List.of(new ChannelId("alice", "watched"))), 0, new IdleSink());
        fill(100, 200_000, 255);
        millis += MINUTE + 1_000;
        channels.dropOld();
        assertThat(channels.size()).isEqualTo(2);
        assertThat(channels.history()).isEqualTo(new History(0, 0, Duration.ZERO));
        assertThat(heapBytes() - before).isLessThan(LIMIT / 10);
    }

    private void fill(int frame, int channelCount, int nameLength) {
        long bytes = 0;
        for (int i = 0; bytes < LIMIT * 3 / 2; i++) {
            String name = String.format("%0" + nameLength + "d", i % channelCount);
            append(new ChannelId(String.valueOf("alice".toCharArray()), name), "x".repeat(frame - 20), null);
            bytes += frame;
        }
    }

    private void append(ChannelId channel, String data, @Nullable String sender) {
        channels.append(new Event(channel, data, null, null, sender), channels.last() + 1);
    }

    private static long heapBytes() throws JMException {
        String histogram = histogram().strip();
        return Long.parseLong(histogram.substring(histogram.lastIndexOf(' ') + 1));
    }

    /** Of what can be reached, one line for each class with how many and how large, and a line of the sums. */
    private static String histogram() throws JMException {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
    }
}
