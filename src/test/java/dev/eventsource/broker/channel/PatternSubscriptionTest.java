package dev.eventsource.broker.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSubscriptionTest {
    private static final String ALICE = "alice";

    private final IdleSink sink = new IdleSink();
    private long later;
    private Channels channels = channels(1 << 20);

    @Test
    void readsAllMatchingChannelsInTheirOrderAndThoseBornLaterFromTheirFirstEvent() {
        append("orders.1", "before");
        Cursor cursor = place(subscription("orders.*"), null);
        append("orders.1", "one");
        append("prices.1", "elsewhere");
        append("orders.2", "two");
        append("orders.1", "three");
        append("orders", "elsewhere");
        append("orders.3.lines", "elsewhere");
        assertThat(read(cursor)).containsExactly("one", "two", "three");
        append("orders.born", "four");
        assertThat(read(cursor)).containsExactly("four");
    }

    /** Each costs whatever it matches a little, and others wait for that. */
    @Test
    void aUserHasNoMoreThanAThousandPatterns() {
        for (int i = 0; i < UserPatterns.MOST; i++) {
            channels.register(subscription("orders." + i + ".#"), 0, sink);
        }
        Subscription oneMore = subscription("one.more");
        assertThat(channels.hasRoomFor(oneMore)).isFalse();
        assertThat(channels.hasRoomFor(subscription("orders.7.#"))).isTrue();
        PatternId bobs = new PatternId("bob", ChannelPattern.parse("one.more"));
        assertThat(channels.hasRoomFor(new Subscription(List.of(), List.of(bobs))))
                .isTrue();
        channels.unregister(subscription("orders.7.#"), sink);
        assertThat(channels.hasRoomFor(oneMore)).isTrue();
    }

    /** Each word between two {@code #} costs an event for each of its words. */
    @Test
    void aUserHasNoMoreThanSomeWordsBetweenWildcards() {
        for (int i = 1; i < UserPatterns.MOST_SEARCHED - 1; i++) {
            assertThat(channels.register(subscription("#.w" + i + ".#"), 0, sink))
                    .isTrue();
        }
        Subscription oneMore = subscription("#.one.#");
        assertThat(channels.hasRoomFor(oneMore)).isFalse();
        assertThat(channels.register(oneMore, 0, sink)).isFalse();
        assertThat(channels.hasRoomFor(subscription("#.w7.#", "one.*.more.#"))).isTrue();
        channels.unregister(subscription("#.w7.#"), sink);
        assertThat(channels.register(oneMore, 0, sink)).isTrue();
    }

    @Test
    void readsWhatCameAfterItsTicketAndBeforeIt() {
        append("orders.1", "before");
        String ticket = channels.lastId();
        append("orders.2", "after the ticket");
        append("prices.1", "elsewhere");
        Cursor cursor = cursor(subscription("orders.#"));
        append("orders.3", "after it was registered");
        assertThat(cursor.place(new Start(null, ticket, Duration.ZERO))).isEqualTo(new Opening.Fresh());
        assertThat(read(cursor)).containsExactly("after the ticket", "after it was registered");
    }

    @Test
    void resumesBehindAnIdOfThePublisherOrOfTheBroker() {
        append("orders.1", "one", "id-1", null);
        append("orders.2", "two");
        String second = channels.lastId();
        append("prices.1", "elsewhere");
        append("orders.3", "three");
        Cursor cursor = cursor(subscription("orders.*"));
        assertThat(cursor.place(new Start("id-1", "@0", Duration.ZERO))).isEqualTo(new Opening.Resumed("id-1", 2));
        assertThat(read(cursor)).containsExactly("two", "three");
        Cursor later = cursor(subscription("orders.*"));
        assertThat(later.place(new Start(second, "@0", Duration.ZERO))).isEqualTo(new Opening.Resumed(second, 1));
        assertThat(read(later)).containsExactly("three");
    }

    /** The log of the pattern is there for the one, and reaches back for the other. */
    @Test
    void resumesFurtherBackThanAnotherStreamThatHasThePatternAlready() {
        append("orders.1", "one", "id-1", null);
        append("orders.2", "two", "id-2", null);
        append("orders.1", "three");
        Cursor near = place(subscription("orders.*"), "id-2");
        Cursor far = place(subscription("orders.*"), "id-1");
        append("orders.3", "four");
        assertThat(read(near)).containsExactly("three", "four");
        assertThat(read(far)).containsExactly("two", "three", "four");
    }

    /** As where another node's browser is ahead of this node. */
    @Test
    void resumesBehindAnIdThatComesInWhileItIsWaitedFor() {
        append("orders.1", "one", "id-1", null);
        Cursor cursor = cursor(subscription("orders.*"));
        Start behindTwo = new Start("id-2", "@0", Duration.ZERO);
        assertThat(cursor.place(behindTwo)).isEqualTo(new Opening.Ahead());
        append("orders.2", "two", "id-2", null);
        append("orders.3", "three");
        assertThat(cursor.place(behindTwo)).isEqualTo(new Opening.Resumed("id-2", 1));
        assertThat(read(cursor)).containsExactly("three");
    }

    /** What one had to find in the channels, the others find in the pattern's log, from its beginning on. */
    @Test
    void resumesBehindTheLatestOfAnIdWhoeverAskedBefore() {
        append("orders.1", "zero", "id-0", null);
        append("orders.2", "one", "twice", null);
        append("orders.1", "two", "twice", null);
        append("orders.2", "three", "BB", null);
        append("orders.2", "four", "Aa", null);
        Subscription orders = subscription("orders.*");
        assertThat(cursor(orders).place(new Start("id-0", "@0", Duration.ZERO)))
                .isEqualTo(new Opening.Resumed("id-0", 4));
        assertThat(cursor(orders).place(new Start("twice", "@0", Duration.ZERO)))
                .isEqualTo(new Opening.Resumed("twice", 2));
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(cursor(orders).place(new Start("BB", "@0", Duration.ZERO))).isEqualTo(new Opening.Resumed("BB", 1));
        assertThat(cursor(orders).place(new Start("never", "@0", Duration.ZERO)))
                .isEqualTo(new Opening.Ahead());
    }

    /** The second look is the writer's, whom all its streams wait for. */
    @Test
    void looksAtTheChannelsOnceForIdsThatNobodyKnows() {
        channels = channels(64 << 20);
        for (int i = 0; i < 20_000; i++) {
            append("orders." + i, "x");
        }
        Cursor first = cursor(subscription("orders.*"));
        Start unknown = new Start("never", "@0", Duration.ZERO);
        long once = allocatedBy(() -> assertThat(first.place(unknown)).isEqualTo(new Opening.Ahead()));
        long again = allocatedBy(() -> assertThat(first.place(unknown)).isEqualTo(new Opening.Ahead()));
        Cursor second = cursor(subscription("orders.*"));
        long another = allocatedBy(() -> assertThat(second.place(unknown)).isEqualTo(new Opening.Ahead()));
        channels.unregister(subscription("orders.*"), sink);
        Cursor polled = cursor(subscription("orders.*"));
        long whenAllHadLeft =
                allocatedBy(() -> assertThat(polled.place(unknown)).isEqualTo(new Opening.Ahead()));
        assertThat(once).isGreaterThan(1 << 20);
        assertThat(again).isLessThan(100_000);
        assertThat(another).isLessThan(100_000);
        assertThat(whenAllHadLeft).isLessThan(100_000);
    }

    /** A look at a channel takes its name to words, which takes memory; how long it takes would depend on the machine. */
    private static long allocatedBy(Runnable task) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        task.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void readsOnceWhatAChannelAndTwoPatternsHave() {
        append("a.b", "zero", "id-0", null);
        append("a.b", "one");
        append("a.c", "two");
        append("x.b", "three");
        append("y", "four");
        append("a.b", "five");
        Subscription all = new Subscription(
                List.of(new ChannelId(ALICE, "a.b"), new ChannelId(ALICE, "y")),
                subscription("a.#", "*.b").patterns());
        Cursor cursor = cursor(all);
        assertThat(cursor.place(new Start("id-0", "@0", Duration.ZERO))).isEqualTo(new Opening.Resumed("id-0", 5));
        append("a.b", "six");
        append("a.c", "seven");
        assertThat(read(cursor)).containsExactly("one", "two", "three", "four", "five", "six", "seven");
    }

    @Test
    void saysOfWhichChannelEventsAreWhereThatChanges() {
        Subscription all = new Subscription(
                List.of(new ChannelId(ALICE, "plain")), subscription("orders.*").patterns());
        channels.register(all, 0, sink);
        Cursor cursor = new Cursor(channels, all, "s", true);
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        append("orders.é", "one", "1", null);
        append("orders.é", "two", "2", null);
        append("orders.2", "mine", "3", "s");
        append("orders.é", "x".repeat(100_000), "4", null);
        append("plain", "three", "5", null);
        assertThat(frames(cursor))
                .isEqualTo(
                        "event: eshq:channel\ndata: orders.é\n\nid: 1\ndata: one\n\nid: 2\ndata: two\n\nid: 4\ndata: "
                                + "x".repeat(100_000)
                                + "\n\nevent: eshq:channel\ndata: plain\n\nid: 5\ndata: three\n\n");
    }

    @Test
    void hasItsUsersChannelsAndThoseOfEveryoneAlone() {
        Cursor alices = place(subscription("#"), null);
        Cursor bobs = place(new Subscription(List.of(), List.of(id("bob", "#"))), null);
        append("orders", "alice's");
        channels.append(new Event(new ChannelId("bob", "orders"), "bob's", null, null, null), channels.last() + 1);
        channels.append(new Event(new ChannelId(null, "orders"), "everyone's", null, null, null), channels.last() + 1);
        assertThat(read(alices)).containsExactly("alice's", "everyone's");
        assertThat(read(bobs)).containsExactly("bob's", "everyone's");
    }

    @Test
    void takesAChannelThatIsAskedForByNameForThatName() {
        Cursor cursor = cursor(Subscription.of(List.of(new ChannelId(ALICE, "orders.*"))));
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        append("orders.1", "elsewhere");
        append("orders.*", "here");
        assertThat(read(cursor)).containsExactly("here");
    }

    @Test
    void passesOverWhatItsOwnSocketSent() {
        Cursor cursor = place(subscription("#"), null);
        append("a", "mine", null, "s");
        append("b", "yours", null, "other");
        append("c", "mine too", null, "s");
        assertThat(read(cursor)).containsExactly("yours");
    }

    @Test
    void tellsOfAGap() {
        Cursor cursor = place(subscription("#"), null);
        append("a", "before");
        channels.noteGap(channels.last() + 1);
        append("b", "after");
        assertThat(cursor.next()).isNotNull();
        assertThat(cursor.next()).isNull();
        assertThat(cursor.passLoss()).isEqualTo(ResetReason.FEED_GAP);
        assertThat(read(cursor)).containsExactly("after");
    }

    @Test
    void tellsThatTheHistoryHasPassedIt() {
        channels = channels(20_000);
        append("a", "first", "id", null);
        Cursor slow = place(subscription("*"), null);
        IntStream.range(0, 500).forEach(i -> append("a" + i % 7, "x".repeat(100)));
        assertThat(slow.next()).isNull();
        assertThat(slow.passLoss()).isEqualTo(ResetReason.SLOW_CONSUMER);
        append("b", "afterwards");
        assertThat(read(slow)).containsExactly("afterwards");
        assertThat(cursor(subscription("*")).place(new Start("@epoch-1", "@0", Duration.ZERO)))
                .isEqualTo(new Opening.Reset(ResetReason.EVICTED));
    }

    /** A channel that does not match and is dropped takes nothing from whoever has the pattern already. */
    @Test
    void losesNothingToChannelsThatItDoesNotMatch() {
        channels = channels(20_000);
        Cursor cursor = place(subscription("a.*"), null);
        IntStream.range(0, 500).forEach(i -> append("b." + i % 7, "x".repeat(100)));
        append("a.1", "one");
        assertThat(read(cursor)).containsExactly("one");
    }

    @Test
    void wakesItsStreamsOnceUntilTheirWriterHasCleaned() {
        List<Sinks> soiled = new ArrayList<>();
        channels.serveBy(List.of(soiled::add));
        append("orders.1", "nobody listens");
        Subscription orders = subscription("orders.*");
        channels.register(orders, 0, sink);
        append("prices.1", "elsewhere");
        assertThat(soiled).isEmpty();
        append("orders.1", "one");
        append("orders.2", "two");
        assertThat(soiled).hasSize(1);
        assertThat(soiled.get(0).of(0)).containsExactly(sink);
        soiled.get(0).clean(0);
        append("orders.3", "three");
        assertThat(soiled).hasSize(2);
    }

    @Test
    void keepsNothingOfAPatternThatNoStreamHasHadForAMinute() {
        append("orders.1", "zero", "id", null);
        long without = channels.history().bytes();
        Subscription orders = subscription("orders.*");
        place(orders, "id");
        channels.register(orders, 1, new IdleSink());
        IntStream.range(0, 100).forEach(i -> append("orders.1", "x"));
        assertThat(channels.patterns()).isEqualTo(1);
        long with = channels.history().bytes();
        channels.unregister(orders, sink);
        assertThat(channels.patterns()).as("another stream has it").isEqualTo(1);
        assertThat(channels.history().bytes()).isEqualTo(with);
        channels = channels(1 << 20);
        append("orders.1", "zero", "id", null);
        assertThat(channels.history().bytes()).isEqualTo(without);
        place(orders, "id");
        append("orders.1", "one");
        long taken = channels.history().bytes();
        channels.unregister(orders, sink);
        assertThat(channels.patterns()).isZero();
        later = Patterns.KEPT_MILLIS - 1_000;
        channels.dropOld();
        assertThat(channels.history().bytes()).as("who polls comes back").isEqualTo(taken);
        later = Patterns.KEPT_MILLIS;
        channels.dropOld();
        assertThat(channels.history().bytes()).isLessThan(taken);
    }

    @Test
    void doesNotLetGoOfAPatternThatAStreamHasAgain() {
        Subscription orders = subscription("orders.*");
        place(orders, null);
        append("orders.1", "one");
        channels.unregister(orders, sink);
        Cursor cursor = place(orders, null);
        later = Patterns.KEPT_MILLIS;
        channels.dropOld();
        append("orders.1", "two");
        assertThat(read(cursor)).containsExactly("two");
    }

    /** What the logs of patterns take is of the history's bytes, so patterns shorten it and cannot fill the heap. */
    @Test
    void countsWhatItTakesAsHistory() {
        channels = channels(4 << 20);
        for (int i = 0; i < 50; i++) {
            channels.register(subscription("#.w" + i + ".#", "a.#"), 0, new IdleSink());
            channels.register(new Subscription(List.of(), List.of(id("user" + i, "#"))), 0, new IdleSink());
        }
        fill(60_000);
        assertThat(channels.history().bytes()).isBetween(3L << 20, 4L << 20);
    }

    /** Those of everyone, which have most to note: whoever has patterns does not take the history of those who have none. */
    @Test
    void leavesTheChannelsTheirHistory() {
        channels = channels(4 << 20);
        fill(80_000);
        long without = channels.history().events();
        channels = channels(4 << 20);
        for (int i = 0; i < 30; i++) {
            channels.register(new Subscription(List.of(), List.of(id("user" + i, "#"))), 0, new IdleSink());
        }
        fill(80_000);
        assertThat(channels.history().events()).isGreaterThan(without * 65 / 100);
    }

    private void fill(int events) {
        for (int i = 0; i < events; i++) {
            channels.append(new Event(new ChannelId(null, "a.w1"), "x".repeat(20), null, null, null), i + 1);
        }
    }

    /** And who reads what has just come in misses nothing. */
    @Test
    void letsGoOfItsOwnOldestEventsWherePatternsTakeTooMuch() {
        channels = channels(4 << 20);
        for (int i = 0; i < 100; i++) {
            channels.register(new Subscription(List.of(), List.of(id("user" + i, "#"))), 0, new IdleSink());
        }
        Cursor behind = place(subscription("a.#"), null);
        Cursor near = place(subscription("a.#"), null);
        for (int i = 1; i <= 3_000; i++) {
            channels.append(new Event(new ChannelId(null, "a.1"), "" + i, null, null, null), i);
            if (i % 500 == 0) {
                assertThat(read(near)).hasSize(500).endsWith("" + i);
            }
        }
        assertThat(behind.next()).isNull();
        assertThat(behind.passLoss()).isEqualTo(ResetReason.SLOW_CONSUMER);
        Subscription named = Subscription.of(List.of(new ChannelId(ALICE, "a.1")));
        assertThat(cursor(named).place(new Start("@epoch-1", "@0", Duration.ZERO)))
                .isEqualTo(new Opening.Resumed("@epoch-1", 2_999));
    }

    @Test
    void reachesBackNoFurtherThanPatternsMayAndLooksOnce() {
        channels = channels(1 << 20);
        channels.append(new Event(new ChannelId(ALICE, "first"), "x".repeat(500_000), null, null, null), 1);
        IntStream.range(0, 20_000).forEach(i -> append("orders." + i % 10, ""));
        assertThat(channels.history().events())
                .as("more than a quarter has room for")
                .isGreaterThan(16_384);
        Start back = new Start("@epoch-" + (channels.last() - 16_500), "@0", Duration.ZERO);
        Cursor first = cursor(subscription("orders.*"));
        long once = allocatedBy(() -> assertThat(first.place(back)).isEqualTo(new Opening.Reset(ResetReason.EVICTED)));
        Cursor second = cursor(subscription("orders.*"));
        long again =
                allocatedBy(() -> assertThat(second.place(back)).isEqualTo(new Opening.Reset(ResetReason.EVICTED)));
        assertThat(again).isLessThan(once / 2);
        append("orders.1", "next");
        assertThat(read(second)).containsExactly("next");
    }

    /** Streams on patterns and names come and go and read now and then, and each gets what a plain list of all events says. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void getsWhatAPlainListOfAllEventsSays(long seed) {
        Random random = new Random(seed);
        List<Reader> readers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> words = List.of("a", "b", "c");
        List<String> patternWords = List.of("a", "b", "c", "*", "#");
        channels = channels(64 << 20);
        for (int i = 0; i < 3_000; i++) {
            String name = join(random, words);
            names.add(name);
            append(name, name + " " + names.size());
            if (i % 20 == 0) {
                Subscription subscription = new Subscription(
                        IntStream.range(0, random.nextInt(3))
                                .mapToObj(j -> new ChannelId(ALICE, join(random, words)))
                                .distinct()
                                .toList(),
                        IntStream.range(0, 1 + random.nextInt(2))
                                .mapToObj(j -> id(ALICE, join(random, patternWords)))
                                .distinct()
                                .toList());
                readers.add(new Reader(subscription, random.nextInt(names.size() + 1)));
            }
            if (i % 30 == 29) {
                Reader reader = readers.remove(random.nextInt(readers.size()));
                reader.assertReadsOn(names);
                channels.unregister(reader.subscription, reader.own);
            }
            if (i % 7 == 0) {
                readers.get(random.nextInt(readers.size())).assertReadsOn(names);
            }
        }
        readers.forEach(reader -> reader.assertReadsOn(names));
    }

    private static String join(Random random, List<String> words) {
        return String.join(
                ".",
                IntStream.range(0, 1 + random.nextInt(3))
                        .mapToObj(i -> words.get(random.nextInt(words.size())))
                        .toList());
    }

    /** A stream, and how much of the plain list it has. */
    private final class Reader {
        private final Subscription subscription;
        private final Cursor cursor;
        private final LogReader own = new IdleSink();
        private int read;

        Reader(Subscription subscription, int from) {
            this.subscription = subscription;
            this.read = from;
            channels.register(subscription, 0, own);
            this.cursor = new Cursor(channels, subscription, "s");
            Opening opening = cursor.place(new Start("@epoch-" + from, "@0", Duration.ZERO));
            assertThat(opening).isInstanceOf(Opening.Resumed.class);
        }

        void assertReadsOn(List<String> names) {
            List<String> expected = IntStream.range(read, names.size())
                    .filter(i -> isFor(names.get(i)))
                    .mapToObj(i -> names.get(i) + " " + (i + 1))
                    .toList();
            assertThat(read(cursor)).isEqualTo(expected);
            read = names.size();
        }

        private boolean isFor(String name) {
            return subscription.channels().contains(new ChannelId(ALICE, name))
                    || subscription.patterns().stream()
                            .anyMatch(id -> NaivePattern.matches(id.pattern().text(), name));
        }
    }

    private Channels channels(long bytes) {
        return new Channels(
                PositionIds.ofNode("epoch"), new Retention(bytes, 600_000, () -> System.currentTimeMillis() + later));
    }

    private void append(String channel, String data) {
        append(channel, data, null, null);
    }

    private void append(String channel, String data, @Nullable String id, @Nullable String sender) {
        channels.append(new Event(new ChannelId(ALICE, channel), data, id, null, sender), channels.last() + 1);
    }

    private static PatternId id(String user, String pattern) {
        return new PatternId(user, ChannelPattern.parse(pattern));
    }

    private static Subscription subscription(String... patterns) {
        return new Subscription(
                List.of(),
                Arrays.stream(patterns).map(pattern -> id(ALICE, pattern)).toList());
    }

    private Cursor cursor(Subscription subscription) {
        channels.register(subscription, 0, sink);
        return new Cursor(channels, subscription, "s");
    }

    private Cursor place(Subscription subscription, @Nullable String lastEventId) {
        Cursor cursor = cursor(subscription);
        cursor.place(new Start(lastEventId, channels.lastId(), Duration.ZERO));
        return cursor;
    }

    private static String frames(Cursor cursor) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (Run run = cursor.next(); run != null; run = cursor.next()) {
            frames.write(run.bytes(), run.from(), run.length());
        }
        return frames.toString(UTF_8);
    }

    private static List<String> read(Cursor cursor) {
        String frames = frames(cursor);
        assertThat(cursor.passLoss()).isNull();
        return frames.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }
}
