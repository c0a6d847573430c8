package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wherever streams are cut off, and whatever is said, cleared, dropped and missed meanwhile, their readers hold in the end what was
 * said last of each value, and have missed no event without being told.
 */
class ReturningReadersTest {
    private static final int LIVES = 400;
    private static final List<ChannelId> CHANNELS =
            List.of(new ChannelId("alice", "a"), new ChannelId("alice", "b"), new ChannelId(null, "a"));
    private static final Subscription BY_NAME = Subscription.of(List.of(CHANNELS.get(0), CHANNELS.get(1)));
    private static final Subscription BY_PATTERN =
            Subscription.of("alice", List.of(), List.of(ChannelPattern.parse("#")));

    static Stream<Arguments> ways() {
        return Stream.of(ReturningReader.Way.values())
                .flatMap(way -> Stream.of(false, true).map(hasKeys -> Arguments.of(way, hasKeys)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void holdWhatWasSaidLast(ReturningReader.Way way, boolean hasKeys) {
        for (int seed = 0; seed < LIVES; seed++) {
            Life life = new Life(way, hasKeys, new Random(seed));
            life.run();
            assertThat(life.reader.fault()).as("by the seed %d", seed).isEmpty();
            assertThat(life.reader.values()).as("by the seed %d", seed).isEqualTo(life.said);
        }
    }

    private static final class Life {
        final Map<String, String> said = new TreeMap<>();
        final ReturningReader reader;
        private final AtomicLong clock = new AtomicLong(1_000);
        private final Random random;
        private final Channels channels;
        private final boolean hasKeys;
        private long position = 1;
        private long ids;
        private long counted;

        Life(ReturningReader.Way way, boolean hasKeys, Random random) {
            this.random = random;
            this.hasKeys = hasKeys;
            int historyBytes = random.nextInt(3) == 0 ? 4_000 : 1 << 20;
            this.channels = new Channels(
                    PositionIds.ofStream("0123456789ab", 1),
                    new Retention(historyBytes, Duration.ofMinutes(1).toMillis(), clock::get),
                    1 << 24,
                    System::currentTimeMillis);
            for (int i = random.nextInt(8); i > 0; i--) {
                publish();
            }
            Subscription subscription = random.nextInt(3) == 0 ? BY_PATTERN : BY_NAME;
            this.reader = new ReturningReader(channels, subscription, way, random);
        }

        void run() {
            for (int i = random.nextInt(40); i > 0; i--) {
                switch (random.nextInt(40)) {
                    case 0 -> dropHistory();
                    case 1 -> channels.noteGap(++position);
                    default -> publishOrRead();
                }
            }
            reader.drain();
        }

        private void dropHistory() {
            clock.addAndGet(Duration.ofMinutes(2).toMillis());
            channels.dropOld();
        }

        private void publishOrRead() {
            if (random.nextBoolean()) {
                publish();
            } else {
                reader.step();
            }
        }

        private void publish() {
            ChannelId channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
            String id = random.nextBoolean() ? null : "i" + ++ids;
            channels.append(
                    random.nextInt(3) == 0
                            ? new Event(channel, String.valueOf(++counted), id, null, null)
                            : value(channel, id),
                    ++position);
        }

        private Event value(ChannelId channel, @Nullable String id) {
            String key = !hasKeys || random.nextInt(3) == 0 ? "" : "k" + random.nextInt(4);
            String name = channel + key;
            String data = random.nextInt(4) == 0 ? "" : data();
            if (data.isEmpty()) {
                said.remove(name);
            } else {
                said.put(name, data);
            }
            return new Event(channel, data, id, name, null).withRetain(new Retain(key));
        }

        /** Now and then longer than what is read in one go. */
        private String data() {
            return random.nextLong() + (random.nextInt(12) == 0 ? "x".repeat(40_000) : "");
        }
    }
}
