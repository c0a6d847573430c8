package dev.eventsource.broker.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.topic.TopicSelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpdatesTest {
    private static final PositionIds IDS = PositionIds.ofStream("name", 1);

    private final IdleSink sink = new IdleSink();
    private Channels channels = channels(1 << 20);

    private static Channels channels(long bytes) {
        return new Channels(IDS, new Retention(bytes, 1_000_000, () -> 0));
    }

    private static Set<TopicSelector> selectors(String... texts) {
        return Stream.of(texts).map(TopicSelector::parse).collect(toSet());
    }

    private static Subscription wanting(String... topics) {
        return Subscription.of(new TopicFilter(selectors(topics), Set.of()));
    }

    private Cursor cursor(Subscription subscription) {
        channels.register(subscription, 0, sink);
        return new Cursor(channels, subscription, "s");
    }

    private Cursor placed(Subscription subscription) {
        Cursor cursor = cursor(subscription);
        assertThat(cursor.place(behind(null))).isEqualTo(new Opening.Fresh());
        return cursor;
    }

    private static Start behind(@Nullable String id) {
        return new Start(id, "@0", Duration.ZERO);
    }

    private void publish(String data, String... topics) {
        publish(data, null, false, topics);
    }

    private void publish(String data, @Nullable String id, boolean isPrivate, String... topics) {
        Update update = new Update(List.of(topics), isPrivate, null);
        channels.append(new Event(Update.SPACE, data, id, null, null, update), channels.last() + 1);
    }

    private static List<String> read(Cursor cursor) {
        StringBuilder all = new StringBuilder();
        for (Run run = cursor.next(); run != null; run = cursor.next()) {
            all.append(new String(run.bytes(), run.from(), run.length(), UTF_8));
        }
        return all.toString()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    @Test
    void comeByTheTopicItselfATemplateOrAsterisk() {
        Cursor one = placed(wanting("/books/1"));
        Cursor books = placed(wanting("/books/{id}"));
        Cursor all = placed(wanting("*"));
        publish("first", "/books/1");
        publish("second", "/books/2");
        publish("third", "/films/1");
        assertThat(read(one)).containsExactly("first");
        assertThat(read(books)).containsExactly("first", "second");
        assertThat(read(all)).containsExactly("first", "second", "third");
    }

    @Test
    void ofSeveralTopicsComeOnce() {
        Cursor cursor = placed(wanting("/a", "/{b}", "*"));
        publish("one", "/a", "/b", "/c");
        publish("two", "elsewhere", "/b");
        assertThat(read(cursor)).containsExactly("one", "two");
    }

    @Test
    void comeInTheOrderInWhichTheyCameIn() {
        Cursor cursor = placed(Subscription.of(new TopicFilter(selectors("/a", "/{b}"), selectors("/p/{u}"))));
        IntStream.range(0, 500)
                .forEach(i ->
                        publish("" + i, null, i % 5 == 0, i % 3 == 0 ? "/a" : "/x", i % 5 == 0 ? "/p/1" : "other"));
        assertThat(read(cursor))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "" + i).toList());
    }

    /** By one topic a subscriber wants it, by another it may have it. */
    @Test
    void thatArePrivateComeToThoseAloneWhoMayHaveATopic() {
        Cursor nobody = placed(wanting("/books/{id}"));
        Cursor alice =
                placed(Subscription.of(new TopicFilter(selectors("/books/{id}"), selectors("/users/alice/{?topic}"))));
        Cursor bob =
                placed(Subscription.of(new TopicFilter(selectors("/books/{id}"), selectors("/users/bob/{?topic}"))));
        Cursor elsewhere = placed(Subscription.of(new TopicFilter(selectors("/films/{id}"), selectors("*"))));
        publish("public", "/books/1");
        publish("alice's", null, true, "/books/1", "/users/alice/?topic=%2Fbooks%2F1");
        publish("nobody's", null, true, "/books/1");
        assertThat(read(nobody)).containsExactly("public");
        assertThat(read(alice)).containsExactly("public", "alice's");
        assertThat(read(bob)).containsExactly("public");
        assertThat(read(elsewhere)).isEmpty();
    }

    @Test
    void areNoChannels() {
        Subscription all = new Subscription(
                List.of(new ChannelId("alice", "/a")), List.of(new PatternId("alice", ChannelPattern.parse("#"))));
        Cursor channel = cursor(all);
        channel.place(new Start(null, channels.lastId(), Duration.ZERO));
        Cursor topic = placed(wanting("*"));
        publish("an update", "/a");
        channels.append(new Event(new ChannelId("alice", "/a"), "an event", null, null, null), channels.last() + 1);
        assertThat(read(channel)).containsExactly("an event");
        assertThat(read(topic)).containsExactly("an update");
    }

    /** Each channel has ids of its own. */
    @Test
    void thatAreEventsOfChannelsAreSkippedByNobodyWhereTwoChannelsHaveTheSameIds() {
        channels = new Channels(IDS, new Retention(1 << 20, 1_000_000, () -> 0));
        for (String channel : List.of("/a", "/b")) {
            for (String id : List.of("1", "2")) {
                Event event = new Event(new ChannelId("alice", channel), channel + id, id, null, null);
                Update update = new Update(List.of(channel), false, null);
                Event besides = new Event(Update.SPACE, channel + id, id, null, null, update);
                channels.append(List.of(event, besides), channels.last() + 1);
            }
        }
        Cursor resumed = cursor(wanting("/a", "/b"));
        assertThat(resumed.place(behind("1"))).isEqualTo(new Opening.Resumed("1", 0));
        assertThat(read(resumed)).containsExactly("/a2", "/b1", "/b2");
    }

    /** Where there is a user whose channels are the topics, one event stands in several. */
    @Test
    void thatAreEventsOfChannelsTooComeToEachReaderOnceAndAreResumedThere() {
        channels = new Channels(IDS, new Retention(1 << 20, 1_000_000, () -> 0));
        ChannelId a = new ChannelId("alice", "/a");
        ChannelId b = new ChannelId("alice", "/b");
        PatternId all = new PatternId("alice", ChannelPattern.parse("#"));
        Subscription both = new Subscription(List.of(a, b), List.of());
        Cursor channel = begun(both);
        Cursor pattern = begun(new Subscription(List.of(a), List.of(all)));
        Cursor topics = placed(wanting("/a", "{+any}"));
        IntStream.rangeClosed(1, 40).forEach(i -> {
            Update update = new Update(i % 3 == 0 ? List.of("/b") : List.of("/a", "/b"), false, null);
            String id = i % 2 == 0 ? "id-" + i : null;
            Event event = new Event(Update.SPACE, "" + i, id, null, null, update);
            List<Event> copies = update.topics().stream()
                    .map(topic -> new Event(new ChannelId("alice", topic), "" + i, id, null, null))
                    .toList();
            channels.append(Stream.concat(Stream.of(event), copies.stream()).toList(), channels.last() + 1);
        });
        List<String> sent = IntStream.rangeClosed(1, 40).mapToObj(i -> "" + i).toList();
        assertThat(read(channel)).isEqualTo(sent);
        assertThat(read(pattern)).isEqualTo(sent);
        assertThat(read(topics)).isEqualTo(sent);
        assertThat(channels.events()).isEqualTo(40);
        for (String id : List.of("id-20", IDS.id(20))) {
            for (Subscription again : List.of(both, new Subscription(List.of(), List.of(all)))) {
                Cursor resumed = cursor(again);
                assertThat(resumed.place(new Start(id, channels.lastId(), Duration.ZERO)))
                        .isEqualTo(new Opening.Resumed(id, 20));
                assertThat(read(resumed)).isEqualTo(sent.subList(20, 40));
            }
        }
        Cursor resumed = cursor(wanting("/b"));
        assertThat(resumed.place(behind("id-20"))).isEqualTo(new Opening.Resumed("id-20", 0));
        assertThat(read(resumed)).isEqualTo(sent.subList(20, 40));
        // A pattern that nobody had looks for what there was.
        Cursor late = cursor(new Subscription(List.of(), List.of(new PatternId("alice", ChannelPattern.parse("*")))));
        assertThat(late.place(new Start("id-20", channels.lastId(), Duration.ZERO)))
                .isEqualTo(new Opening.Resumed("id-20", 20));
        assertThat(read(late)).isEqualTo(sent.subList(20, 40));
    }

    private Cursor begun(Subscription subscription) {
        Cursor cursor = cursor(subscription);
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        return cursor;
    }

    @Test
    void areResumedBehindAnyIdOfTheHubWhetherOrNotTheStreamHadIt() {
        publish("one", "id-1", false, "/a");
        publish("two", "id-2", true, "/secret");
        publish("three", "id-3", false, "/a");
        Cursor cursor = cursor(wanting("/{any}"));
        assertThat(cursor.place(behind("id-2"))).isEqualTo(new Opening.Resumed("id-2", 0));
        publish("four", "/b");
        assertThat(read(cursor)).containsExactly("three", "four");
        Cursor further = cursor(wanting("/{any}"));
        assertThat(further.place(behind("id-1"))).isEqualTo(new Opening.Resumed("id-1", 0));
        assertThat(read(further)).containsExactly("three", "four");
    }

    @Test
    void withoutAnIdGetOneThatSaysTheirPositionOnEveryNode() {
        publish("one", "/a");
        publish("two", "/a");
        Cursor cursor = cursor(wanting("/a"));
        String first = UpdateIds.of(IDS, 1);
        assertThat(first).matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(cursor.place(behind(first))).isEqualTo(new Opening.Resumed(first, 0));
        assertThat(read(cursor)).containsExactly("two");
        assertThat(UpdateIds.position(IDS, UpdateIds.of(IDS, 1L << 50))).hasValue(1L << 50);
        assertThat(UpdateIds.position(PositionIds.ofStream("other", 1), first)).isEmpty();
        assertThat(cursor(wanting("/a")).place(behind(UpdateIds.of(IDS, 3)))).isEqualTo(new Opening.Ahead());
    }

    /** A publisher may give any id that is an IRI, one too that looks as if the broker had made it. */
    @Test
    void whosePublishersIdSaysAPositionAreWhereTheyStandAndNotThere() {
        for (long said : new long[] {3, 1L << 40}) {
            channels = channels(1 << 20);
            String id = UpdateIds.of(IDS, said);
            publish("one", id, false, "/a");
            publish("two", "/a");
            publish("three", "own", false, "/a");
            Cursor cursor = cursor(wanting("/a"));
            assertThat(cursor.place(behind(id))).isEqualTo(new Opening.Resumed(id, 0));
            assertThat(read(cursor)).containsExactly("two", "three");
        }
    }

    /** Ids of publishers are not always used once. */
    @Test
    void ofOneIdAreTakenForTheLatestThatTheStreamGetsOrElseForTheEarliest() {
        publish("one", "same", false, "/a");
        publish("two", "same", false, "/a");
        publish("three", "3", false, "/a");
        publish("four", "same", false, "/b");
        publish("five", "same", false, "/c");
        Cursor cursor = cursor(wanting("/a"));
        assertThat(cursor.place(behind("same"))).isEqualTo(new Opening.Resumed("same", 0));
        assertThat(read(cursor)).containsExactly("three");
        Cursor both = cursor(wanting("/{any}"));
        both.place(behind("same"));
        assertThat(read(both)).isEmpty();
        IntStream.range(0, 100).forEach(i -> publish("x", "same", false, "/c"));
        publish("last", "/d");
        Cursor neither = cursor(wanting("/d"));
        neither.place(behind("same"));
        assertThat(read(neither)).containsExactly("last");
        Cursor mostlyOthers = cursor(wanting("/a"));
        mostlyOthers.place(behind("same"));
        assertThat(read(mostlyOthers)).containsExactly("two", "three");
    }

    @Test
    void haveNoIdThatSaysAPositionWhereNoUpdateIs() {
        publish("one", "own", false, "/a");
        publish("two", "/a");
        Cursor cursor = cursor(wanting("/a"));
        assertThat(cursor.place(behind(UpdateIds.of(IDS, 1)))).isEqualTo(new Opening.Ahead());
        assertThat(cursor.placeAtEnd()).isEqualTo(new Opening.Reset(ResetReason.UNKNOWN_ID));
        assertThat(read(cursor)).containsExactly("one", "two");
    }

    /** What another node sent under the stream's name is the same that came in here before that was known. */
    @Test
    void ofAStreamThatHadNoNameYetAreFoundByItAndNotWithoutIt() {
        channels.countBy(PositionIds.ofUnnamedStream(1));
        publish("one", "/a");
        String unnamed = UpdateIds.of(PositionIds.ofUnnamedStream(1), 1);
        assertThat(cursor(wanting("/a")).place(behind(unnamed))).isEqualTo(new Opening.Ahead());
        channels.countBy(IDS);
        publish("two", "/a");
        assertThat(cursor(wanting("/a")).place(behind(unnamed))).isEqualTo(new Opening.Ahead());
        Cursor cursor = cursor(wanting("/a"));
        assertThat(cursor.place(behind(UpdateIds.of(IDS, 1)))).isInstanceOf(Opening.Resumed.class);
        assertThat(read(cursor)).containsExactly("two");
    }

    @Test
    void areAllThereFromTheEarliestOn() {
        publish("one", "/a");
        publish("two", "/b");
        Cursor cursor = cursor(wanting("/a", "/b"));
        assertThat(cursor.place(behind("earliest"))).isEqualTo(new Opening.Resumed("earliest", 0));
        assertThat(read(cursor)).containsExactly("one", "two");
    }

    @Test
    void behindAnIdThatNobodyKnowsBeginWithTheEarliest() {
        publish("one", "/a");
        Cursor cursor = cursor(wanting("/a"));
        assertThat(cursor.place(behind("unknown"))).isEqualTo(new Opening.Ahead());
        assertThat(cursor.placeAtEnd()).isEqualTo(new Opening.Reset(ResetReason.UNKNOWN_ID));
        assertThat(read(cursor)).containsExactly("one");
    }

    @Test
    void behindAGapBeginWhereItEnds() {
        publish("one", "id-1", false, "/a");
        publish("two", "/a");
        channels.noteGap(channels.last() + 1);
        publish("three", "/a");
        Cursor cursor = cursor(wanting("/a"));
        assertThat(cursor.place(behind("id-1"))).isEqualTo(new Opening.Reset(ResetReason.FEED_GAP));
        assertThat(read(cursor)).containsExactly("three");
        assertThat(cursor.passLoss()).isNull();
    }

    @Test
    void thatAreDroppedAreMissedByThoseAloneWhoWantThem() {
        channels = channels(20_000);
        publish("wanted", "id", false, "/a");
        Cursor slow = cursor(wanting("/a"));
        slow.place(behind("earliest"));
        Cursor idle = placed(wanting("/idle"));
        IntStream.range(0, 500).forEach(i -> publish("x".repeat(100), "/b"));
        assertThat(slow.next()).isNull();
        assertThat(slow.passLoss()).isEqualTo(ResetReason.SLOW_CONSUMER);
        publish("at last", "/idle");
        assertThat(read(idle)).containsExactly("at last");
        String gone = UpdateIds.of(IDS, 2);
        publish("late", "/late");
        Cursor late = cursor(wanting("/late"));
        assertThat(late.place(behind(gone))).isEqualTo(new Opening.Reset(ResetReason.EVICTED));
        assertThat(read(late)).containsExactly("late");
        assertThat(channels.history().bytes()).isLessThan(30_000);
    }

    /** Whoever is placed in the midst of it has all behind its place, or is told. */
    @Test
    void areNotSkippedInSilenceWhileTheyAreDropped() throws InterruptedException {
        channels = channels(50_000);
        Thread feed =
                new Thread(() -> IntStream.rangeClosed(1, 50_000).forEach(position -> publish("" + position, "/a")));
        feed.start();
        int resumed = 0;
        for (int i = 0; feed.isAlive(); i++) {
            long behind = Math.max(1, channels.heldUpdates().droppedThrough() + i % 16);
            Cursor cursor = cursor(wanting("/a"));
            if (cursor.place(behind(UpdateIds.of(IDS, behind))) instanceof Opening.Resumed) {
                resumed++;
                Run run = cursor.next();
                assertThat(run == null ? "" + (behind + 1) : first(run)).isEqualTo("" + (behind + 1));
            }
            channels.unregister(wanting("/a"), sink);
        }
        feed.join();
        assertThat(resumed).isPositive();
    }

    private static String first(Run run) {
        return new String(run.bytes(), run.from(), run.length(), UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .findFirst()
                .orElseThrow();
    }

    /** An idle log reads nothing any more, so nobody but the sweep would free what it has. */
    @Test
    void leaveTheLogsThatHadThemWhenTheyAreDropped() {
        channels = channels(100_000);
        placed(wanting("/a"));
        IntStream.range(0, 300).forEach(i -> publish("", "/a"));
        IntStream.range(0, 2_000).forEach(i -> publish("", "/b"));
        channels.dropOld();
        long idle = channels.history().bytes();
        channels.unregister(wanting("/a"), sink);
        assertThat(channels.history().bytes()).isEqualTo(idle);
    }

    /** Two hundred logs have each of them, and an event of a channel that came before is still there. */
    @Test
    void takeNoMoreThanAShareOfTheHistoryHoweverManyLogsHaveThem() {
        channels = channels(8 << 20);
        channel("kept");
        Cursor slow = placed(whoMay("0"));
        IntStream.range(1, 200).forEach(i -> placed(whoMay("" + i)));
        IntStream.range(0, 5_000).forEach(i -> publish("" + i, null, true, "/a"));
        Cursor channel = cursor(Subscription.of(List.of(new ChannelId("alice", "c"))));
        channel.place(behind(null));
        assertThat(read(channel)).containsExactly("kept");
        assertThat(slow.next()).isNull();
        assertThat(slow.passLoss()).isEqualTo(ResetReason.SLOW_CONSUMER);
        publish("on", null, true, "/a");
        assertThat(read(slow)).containsExactly("on");
        // What goes for one stream is there for another, as far as there is room.
        Cursor late = cursor(whoMay("late"));
        assertThat(late.place(behind("earliest"))).isInstanceOf(Opening.Resumed.class);
        assertThat(late.passLoss()).isNull();
    }

    private void channel(String data) {
        channels.append(new Event(new ChannelId("alice", "c"), data, null, null, null), channels.last() + 1);
    }

    private static Subscription whoMay(String own) {
        return Subscription.of(new TopicFilter(selectors("/a", "/own/" + own), selectors("*")));
    }

    @Test
    void wakeThoseWhoGetThem() {
        List<Sinks> soiled = new ArrayList<>();
        channels.serveBy(List.of(soiled::add));
        placed(Subscription.of(new TopicFilter(selectors("/a"), selectors("/p"))));
        publish("elsewhere", "/b");
        publish("nobody's", null, true, "/a");
        assertThat(soiled).isEmpty();
        publish("public", "/a");
        publish("private", null, true, "/a", "/p");
        assertThat(soiled).hasSize(2);
    }

    @Test
    void leaveNothingOfAFilterThatNoStreamHas() {
        Subscription subscription = Subscription.of(new TopicFilter(selectors("/a", "/{b}"), selectors("/p")));
        long without = channels.history().bytes();
        placed(subscription);
        IntStream.range(0, 100).forEach(i -> publish("", "/a"));
        long with = channels.history().bytes();
        channels.unregister(subscription, sink);
        assertThat(channels.history().bytes()).isBetween(without, with - 1);
        placed(subscription);
        publish("again", "/a");
        assertThat(channels.history().bytes()).isLessThan(with);
    }

    @Test
    void haveNoMoreTemplatesToBeTriedWithThanTakeSoManySteps() {
        int held = 0;
        while (channels.register(wanting("/a/{id}/" + held, "/exact/" + held, "/" + held + "/{id}"), 0, sink)) {
            held++;
        }
        assertThat(held).isBetween(100, 500);
        assertThat(channels.hasRoomFor(wanting("/a/{id}/more", "/a/{id}/and/more")))
                .isFalse();
        assertThat(channels.hasRoomFor(wanting("/a/{id}/7", "/exact", "/b/{id}/more")))
                .isTrue();
        channels.unregister(wanting("/a/{id}/7", "/exact/7", "/7/{id}"), sink);
        assertThat(channels.hasRoomFor(wanting("/a/{one}/2"))).isTrue();
    }

    /** So that no stream takes the room of all others. */
    @Test
    void takeByTheTemplatesOfOneStreamAPartOfTheStepsAtMost() {
        TopicFilter filter = new TopicFilter(selectors("/a/{id}", "/b"), selectors("/a/{id}", "/c/{id}", "/d"));
        assertThat(filter.steps())
                .isEqualTo(TopicSelector.parse("/a/{id}").weight()
                        + TopicSelector.parse("/c/{id}").weight());
        assertThat(TopicFilter.MOST_STEPS).isBetween(1L, Updates.MOST_STEPS / 5);
    }

    /** However they are spread over what a topic begins with. */
    @Test
    void mayTakeAsManyStepsByTemplatesThatBeginUnlike() {
        int held = 0;
        String heavy = "{+a}{+b}{+c}{+d}{+e}{+f}{+g}{+h}{+i}{+j}";
        while (held < 900 && channels.hasRoomFor(wanting("x".repeat(900 - held) + heavy))) {
            channels.register(wanting("x".repeat(900 - held) + heavy), 0, sink);
            held++;
        }
        assertThat(held).isBetween(20, 150);
        assertThat(channels.hasRoomFor(wanting("y" + heavy))).isTrue();
    }
}
