package dev.eventsource.broker.retained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Cursor;
import dev.eventsource.broker.channel.IdleSink;
import dev.eventsource.broker.channel.LastValue;
import dev.eventsource.broker.channel.PositionIds;
import dev.eventsource.broker.channel.ResetReason;
import dev.eventsource.broker.channel.Run;
import dev.eventsource.broker.channel.Start;
import dev.eventsource.broker.channel.StoredPlace;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.user.UserDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What several nodes store of the values that each of them got from the log, and what one that starts finds. */
class RetainedValuesTest {
    private static final String FIRST = "0123456789ab";
    private static final String SECOND = "ba9876543210";
    private static final String THIRD = "00000000000c";

    private static final ChannelId CHANNEL = new ChannelId("alice", "c");

    private final UserDatabase database = new UserDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNodeThatStartsFindsWhatOthersStored() {
        TestNode one = new TestNode(FIRST);
        one.retain(1, "", "v1");
        one.retain(2, "k", "v2");
        one.retain(3, "gone", "v3");
        one.retain(4, "gone", "");
        one.values.turn();
        TestNode late = new TestNode(FIRST);
        late.channels.beginBehind(10);
        late.values.turn();
        assertThat(late.channels.lastValues().values()).isEqualTo(2);
        assertThat(late.channels.lastValues().bytes()).isPositive();
        assertThat(late.channels.isComplete()).isTrue();
    }

    @Test
    void aNodeThatIsBehindDoesNotStoreOverWhatIsNewer() {
        TestNode ahead = new TestNode(FIRST);
        ahead.retain(1, "", "old");
        ahead.retain(2, "", "new");
        ahead.values.turn();
        TestNode behind = new TestNode(FIRST);
        behind.values.turn();
        behind.retain(1, "", "old");
        behind.values.turn();
        assertThat(stored()).containsExactly("data: new");
        behind.retain(2, "", "new");
        behind.retain(3, "", "newest");
        behind.values.turn();
        assertThat(stored()).containsExactly("data: newest");
    }

    /** Though its offsets begin anew; and what a node still has of the former one is not stored any more. */
    @Test
    void whatComesFromALaterStreamIsNewer() {
        TestNode stale = new TestNode(FIRST);
        stale.retain(1_000, "", "of the first");
        stale.values.turn();
        stale.retain(1_001, "", "of the first, not stored yet");
        TestNode one = new TestNode(SECOND);
        one.retain(1, "", "of the second");
        one.values.turn();
        assertThat(stored()).containsExactly("data: of the second");
        stale.values.turn();
        assertThat(stored()).containsExactly("data: of the second");
    }

    @Test
    void aNodeGoesOnWhenItsStreamIsReplaced() {
        TestNode one = new TestNode(FIRST);
        one.retain(1_000, "", "of the first");
        one.values.turn();
        one.channels.noteGap(1_002);
        one.channels.countBy(PositionIds.ofUnnamedStream(1_003));
        one.retain(1_004, "", "of the second");
        one.values.turn();
        assertThat(stored()).containsExactly("data: of the first");
        one.channels.countBy(PositionIds.ofStream(SECOND, 1_003));
        one.values.turn();
        assertThat(stored()).containsExactly("data: of the second");
    }

    /** It came from the former one, as what this node has did, and behind that. */
    @ParameterizedTest
    @CsvSource({"new, new", "'',"})
    void aNodeFindsWhatItMissedOfAStreamThatWasReplacedMeanwhile(String said, @Nullable String found) {
        TestNode other = new TestNode(FIRST);
        TestNode cut = new TestNode(FIRST);
        for (TestNode node : List.of(other, cut)) {
            node.retain(1_000, "", "old");
            node.values.turn();
        }
        other.retain(1_001, "", said);
        other.values.turn();
        cut.channels.noteGap(1_002);
        cut.channels.countBy(PositionIds.ofStream(SECOND, 1_003));
        cut.values.turn();
        assertThat(read(cut.cursor())).isEqualTo(found == null ? List.of() : List.of(found));
    }

    /** Of the one between, this node has read nothing. */
    @ParameterizedTest
    @CsvSource({"new, new", "'',"})
    void aNodeFindsWhatItMissedWhereItsStreamWasReplacedTwiceMeanwhile(String said, @Nullable String found) {
        TestNode other = new TestNode(FIRST);
        TestNode cut = new TestNode(FIRST);
        for (TestNode node : List.of(other, cut)) {
            node.retain(1_000, "", "old");
            node.values.turn();
        }
        other.channels.noteGap(1_002);
        other.channels.countBy(PositionIds.ofStream(SECOND, 1_003));
        other.retain(1_004, "", said);
        other.values.turn();
        cut.channels.noteGap(1_002);
        cut.channels.countBy(PositionIds.ofStream(THIRD, 1_003));
        cut.values.turn();
        assertThat(read(cut.cursor())).isEqualTo(found == null ? List.of() : List.of(found));
    }

    /** Publishers may give all that they say of a channel one id. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasMissedIsFoundThoughItHasTheIdOfTheOneBefore(boolean isQueue) {
        TestNode other = isQueue ? new TestNode() : new TestNode(FIRST);
        TestNode cut = isQueue ? new TestNode() : new TestNode(FIRST);
        for (TestNode node : List.of(other, cut)) {
            node.retain(1, "", "old", "id");
            node.values.turn();
        }
        other.retain(5, "", "new", "id");
        other.values.turn();
        cut.channels.noteGap(6);
        cut.values.turn();
        assertThat(read(cut.cursor())).containsExactly("new");
    }

    @Test
    void manyAreStoredInOneTurn() {
        TestNode one = new TestNode(FIRST);
        IntStream.rangeClosed(1, 500).forEach(i -> one.retain(i, "k" + i, "v" + i));
        one.values.turn();
        assertThat(stored()).hasSize(500);
        assertThat(one.channels.lastValues().unstored()).isZero();
    }

    @Test
    void whatCouldNotBeStoredWaits() {
        TestNode one = new TestNode(FIRST);
        one.values.turn();
        one.retain(1, "", "v");
        database.stop();
        one.values.turn();
        assertThat(one.channels.lastValues().unstored()).isOne();
        assertThat(one.values.failures()).isOne();
    }

    /** It was said while the node heard nothing, so it is found where others stored it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void behindAGapStreamsBeginWithWhatOthersStoredMeanwhile(boolean isQueue) {
        TestNode other = isQueue ? new TestNode() : new TestNode(FIRST);
        TestNode cut = isQueue ? new TestNode() : new TestNode(FIRST);
        cut.channels.awaitLastValues();
        cut.retain(1, "", "old");
        cut.values.turn();
        Cursor cursor = cut.cursor();
        assertThat(read(cursor)).containsExactly("old");
        other.retain(5, "", "new");
        other.values.turn();
        cut.channels.noteGap(6);
        cut.channels.append(new Event(CHANNEL, "live", null, null, null), 7);
        assertThat(read(cursor)).isEmpty();
        assertThat(cursor.passLoss()).isEqualTo(ResetReason.FEED_GAP);
        Cursor late = cut.cursor();
        assertThat(read(cursor)).as("while they are loaded").isEmpty();
        assertThat(cursor.isAtEnd()).isFalse();
        cut.values.turn();
        assertThat(read(cursor)).containsExactly("new", "live");
        assertThat(read(late)).containsExactly("new");
    }

    /** Nothing of that is stored any more, and others did not have it either. */
    @Test
    void aNodeThatWasCutOffForLongForgetsWhatWasClearedMeanwhile() {
        TestNode one = new TestNode(FIRST);
        one.retain(1, "cleared", "v");
        one.retain(2, "kept", "v");
        one.values.turn();
        TestNode cut = new TestNode(FIRST);
        cut.channels.beginBehind(2);
        cut.values.turn();
        cut.retain(3, "new", "v");
        database.mongo().database().getCollection("retained").deleteOne(new Document("key", "cleared"));
        cut.channels.noteHeard(Instant.now().minus(Duration.ofHours(2)).toEpochMilli());
        cut.channels.noteGap(5);
        cut.values.turn();
        assertThat(read(cut.cursor())).hasSize(2);
        assertThat(cut.channels.lastValues().unstored()).isZero();
    }

    /** MongoDB was restored as it was before, say: that it was cleared would be found there. */
    @Test
    void aNodeThatWasCutOffForAMomentForgetsNothingThatIsNotStored() {
        TestNode one = new TestNode(FIRST);
        one.retain(1, "k", "v");
        one.values.turn();
        TestNode cut = new TestNode(FIRST);
        cut.channels.beginBehind(1);
        cut.values.turn();
        database.mongo().database().getCollection("retained").deleteOne(new Document("key", "k"));
        cut.channels.noteHeard(Instant.now().minus(Duration.ofMinutes(20)).toEpochMilli());
        cut.channels.noteGap(5);
        cut.values.turn();
        assertThat(read(cut.cursor())).containsExactly("v");
    }

    @Test
    void whatCameInLatelyIsNotForgottenThoughItIsNotFoundStored() {
        TestNode one = new TestNode(FIRST);
        one.retain(1, "", "v");
        one.values.turn();
        database.mongo().database().getCollection("retained").deleteOne(new Document("channel", "c"));
        one.channels.noteGap(5);
        one.values.turn();
        assertThat(one.channels.lastValues().values()).isOne();
    }

    /** Which may be later than this node loads what is stored. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void behindAGapANodeLoadsAgainWhatOthersHadStillToStore(boolean isQueue) {
        TestNode other = isQueue ? new TestNode() : new TestNode(FIRST);
        TestNode cut = isQueue ? new TestNode() : new TestNode(FIRST);
        cut.retain(1, "", "old");
        cut.values.turn();
        other.values.turn();
        cut.channels.noteGap(6);
        cut.values.turn();
        other.retain(5, "", "new");
        other.values.turn();
        cut.values.turn();
        assertThat(read(cut.cursor())).containsExactly("new");
    }

    @Test
    void whatIsTakenAwayBeforeItIsReplacedIsStillToBeStored() {
        LastValue value = new LastValue(CHANNEL, "", 1, 1, "i", new byte[1], false, null);
        StoredPlace place = new StoredPlace(FIRST, 1, 2);
        StoredValues stored = new StoredValues(database.mongo());
        String id = ValueDocument.id(value);
        assertThat(stored.write(Map.of(value, place), Map.of(id, place))).isFalse();
        assertThat(stored.write(Map.of(value, place), Map.of())).isTrue();
        StoredPlace later = new StoredPlace(FIRST, 1, 3);
        assertThat(stored.write(Map.of(value, later), Map.of(id, place))).isTrue();
    }

    /** Whoever asks whether a node is good, and then opens a stream, is not to be sent away. */
    @Test
    void isNotGoodAsLongAsStreamsMayNotBegin() {
        TestNode node = new TestNode(FIRST);
        node.values.turn();
        assertThat(node.problem()).isEmpty();
        node.channels.awaitLastValues();
        assertThat(node.problem()).isPresent();
        node.channels.noteLastValues();
        assertThat(node.problem()).isEmpty();
    }

    private static List<String> read(Cursor cursor) {
        List<String> data = new ArrayList<>();
        for (Run run = cursor.next(); run != null; run = cursor.next()) {
            new String(run.bytes(), run.from(), run.length(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("data: "))
                    .forEach(line -> data.add(line.substring("data: ".length())));
        }
        return data;
    }

    private List<String> stored() {
        return database.mongo()
                .database()
                .getCollection("retained")
                .find(new Document("frame", new Document("$exists", true)))
                .map(document -> new String(document.get("frame", Binary.class).getData(), StandardCharsets.UTF_8))
                .map(frame -> frame.substring(frame.indexOf("data: ")).strip())
                .into(new ArrayList<>());
    }

    private final class TestNode {
        final Channels channels = new Channels(new Node(), new Settings());
        final RetainedValues values = new RetainedValues(channels, database.mongo(), Duration.ZERO);

        /** One that reads a queue of its own. */
        TestNode() {
            channels.noteComplete();
        }

        TestNode(String stream) {
            channels.countBy(PositionIds.ofStream(stream, 0));
            channels.noteComplete();
        }

        Optional<String> problem() {
            HealthReport report = new HealthReport();
            values.report(report);
            return report.problems().getOrDefault("last-values", Optional.empty());
        }

        Cursor cursor() {
            Subscription subscription = Subscription.of(List.of(CHANNEL));
            channels.register(subscription, 0, new IdleSink());
            Cursor cursor = new Cursor(channels, subscription, "s");
            cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
            return cursor;
        }

        void retain(long position, String key, String data) {
            retain(position, key, data, null);
        }

        void retain(long position, String key, String data, @Nullable String id) {
            channels.append(new Event(CHANNEL, data, id, null, null).withRetain(new Retain(key)), position);
        }
    }
}
