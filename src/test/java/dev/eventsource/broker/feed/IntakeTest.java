package dev.eventsource.broker.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Cursor;
import dev.eventsource.broker.channel.IdleSink;
import dev.eventsource.broker.channel.LastValue;
import dev.eventsource.broker.channel.LastValues;
import dev.eventsource.broker.channel.ResetReason;
import dev.eventsource.broker.channel.Start;
import dev.eventsource.broker.channel.StoredPlace;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.cluster.Mark;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.http.TraceParent;
import dev.eventsource.broker.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeTest {
    private static final byte[] EVENT = "{\"channel\":\"c\",\"data\":\"d\"}".getBytes(UTF_8);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String OTHER = "0123456789ab";

    private static final byte[] KEY = {1};

    private final IntakeByHand byHand = new IntakeByHand();
    private final Settings settings = byHand.settings;
    private final Channels channels = byHand.channels;
    private final Binding binding = byHand.binding;
    private final RefusedMessages refused = byHand.refused;
    private final Seal seal = byHand.seal;
    private final List<TracedMessage> traced = byHand.traced;
    private final Intake intake = byHand.intake;
    private final LogStream stream = byHand.beginStream();

    @Test
    void passesOverMarksOfOtherNodes() {
        intake.take(0, mark(Mark.Way.THROUGH, 1));
        intake.take(1, mark(Mark.Way.BEHIND, 1));
        intake.take(2, EVENT);
        assertThat(channels.lastId()).isEqualTo("@2");
        assertThat(channels.gaps()).isZero();
        assertThat(refused.counts().values()).containsOnly(0L);
    }

    @Test
    void tellsOfAGapWhenTheBindingHoldsAgain() {
        intake.take(0, mark(Mark.Way.THROUGH, 1));
        intake.take(1, mark(Mark.Way.BEHIND, 2));
        assertThat(channels.gaps()).isZero();
        intake.take(2, mark(Mark.Way.THROUGH, 3));
        assertThat(channels.gaps()).isEqualTo(1);
    }

    /** By when the mark was put, and not by when it came in: of what was said since, a gap may have hidden anything. */
    @ParameterizedTest
    @CsvSource({"0, true", "2, false"})
    void aMarkSaysHowFarTheFeedWasHeard(int hoursAgo, boolean stays) {
        LastValues values = channels.lastValues();
        LastValue old = new LastValue(
                new ChannelId("alice", "c"), "", 0, 1, "i", new byte[1], false, new StoredPlace(OTHER, 1, 1));
        channels.offer(old, new StoredPlace(OTHER, 1, 1), any -> 2, values.beginLoading(Duration.ofHours(1)));
        intake.take(
                0,
                mark(
                        Mark.Way.THROUGH,
                        Instant.now().minus(Duration.ofHours(hoursAgo)).toEpochMilli()));
        channels.noteGap(channels.last() + 1);
        values.endLoading(values.beginLoading(Duration.ofHours(1)));
        assertThat(values.values()).isEqualTo(stays ? 1 : 0);
    }

    /** The queue may be bound again for some time before a mark shows it. */
    @Test
    void tellsOfAGapBeforeTheFirstEventThatComesBehindIt() {
        intake.take(0, mark(Mark.Way.THROUGH, 1));
        intake.take(1, mark(Mark.Way.BEHIND, 1));
        intake.take(2, EVENT);
        intake.take(3, mark(Mark.Way.BEHIND, 2));
        intake.take(4, mark(Mark.Way.FENCE, 9));
        assertThat(channels.gaps()).isZero();
        intake.take(5, EVENT);
        assertThat(channels.gaps()).isEqualTo(1);
        assertThat(channels.lastId()).isEqualTo("@5");
        intake.take(6, mark(Mark.Way.THROUGH, 3));
        intake.take(7, mark(Mark.Way.BEHIND, 3));
        intake.take(8, EVENT);
        assertThat(channels.gaps()).isEqualTo(1);
        assertThat(binding.loss()).isEmpty();
    }

    /** Nodes say the stream's name at each beat too, right behind the mark that shows the loss; readers may come by just then. */
    @Test
    void tellsOfAGapWhoeverReadsBetweenTheLossAndTheFirstEventBehindIt() {
        // By its name, and not by the clock, readers know where they begin.
        intake.take(0, name(-1));
        intake.take(1, mark(Mark.Way.THROUGH, 1));
        intake.take(2, EVENT);
        Cursor reader = reader();
        intake.take(3, mark(Mark.Way.BEHIND, 2));
        intake.take(4, name(3));
        assertThat(reader.next()).isNull();
        assertThat(reader.passLoss()).isNull();
        Cursor newcomer = reader();
        intake.take(5, EVENT);
        assertThat(List.of(reader, newcomer)).allSatisfy(each -> {
            assertThat(each.next()).isNull();
            assertThat(each.passLoss()).isEqualTo(ResetReason.FEED_GAP);
            assertThat(each.next()).isNotNull();
        });
    }

    /** A connection that is lost just then changes nothing of that. */
    @Test
    void tellsOfAGapThatASessionBeforeHasFoundInFrontOfTheFirstEventOfTheNext() {
        intake.take(0, mark(Mark.Way.THROUGH, 1));
        intake.take(1, EVENT);
        intake.take(2, mark(Mark.Way.BEHIND, 2));
        intake.begin(stream);
        intake.take(3, EVENT);
        assertThat(channels.gaps()).isEqualTo(1);
        assertThat(channels.events()).isEqualTo(2);
        assertThat(channels.lastId()).isEqualTo("@3");
    }

    /** That the stream's retention has taken what was in front of it may be found out first, and is a gap for both. */
    @Test
    void noGapComesInFrontOfAnother() {
        intake.take(0, mark(Mark.Way.THROUGH, 1));
        intake.take(1, mark(Mark.Way.BEHIND, 2));
        stream.settle(9, false);
        intake.take(9, EVENT);
        assertThat(channels.gaps()).isEqualTo(1);
        intake.take(10, mark(Mark.Way.THROUGH, 3));
        assertThat(channels.gaps()).isEqualTo(1);
    }

    @Test
    void losesNoEventOfAQueueThatIsBoundAgain() {
        intake.begin(new NodeQueue(channels, binding, byHand.node, settings));
        intake.take(-1, mark(Mark.Way.THROUGH, 1));
        long gaps = channels.gaps();
        intake.take(-1, mark(Mark.Way.BEHIND, 2));
        intake.take(-1, EVENT);
        assertThat(channels.events()).isEqualTo(1);
        intake.take(-1, mark(Mark.Way.THROUGH, 3));
        assertThat(channels.gaps()).isEqualTo(gaps + 1);
    }

    /** One that stands at the log's end. */
    private Cursor reader() {
        Subscription subscription = Subscription.of(List.of(new ChannelId(null, "c")));
        channels.register(subscription, 0, new IdleSink());
        Cursor cursor = new Cursor(channels, subscription, "s");
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        return cursor;
    }

    @Test
    void tellsOfEachLossThatShowsItselfBehindAnEvent() {
        intake.take(0, mark(Mark.Way.THROUGH, 1));
        intake.take(1, mark(Mark.Way.BEHIND, 2));
        intake.take(2, EVENT);
        intake.take(3, mark(Mark.Way.BEHIND, 3));
        intake.take(4, EVENT);
        intake.take(5, mark(Mark.Way.THROUGH, 4));
        assertThat(channels.gaps()).isEqualTo(2);
    }

    @Test
    void aFailureThatNobodyForesawIsAGap() {
        intake.take(0, EVENT);
        channels.passOver(channels.last() + 1);
        intake.take(1, EVENT);
        assertThat(channels.events()).isEqualTo(1);
        intake.take(2, mark(Mark.Way.THROUGH, 1));
        assertThat(channels.gaps()).isEqualTo(1);
        intake.take(3, EVENT);
        assertThat(channels.events()).isEqualTo(2);
    }

    @Test
    void whatRabbitMqDropsIsAGap() {
        intake.take(0, EVENT);
        intake.noteDropped(mark(Mark.Way.THROUGH, 1));
        assertThat(binding.loss()).isEmpty();
        intake.noteDropped(EVENT);
        intake.take(1, mark(Mark.Way.THROUGH, 2));
        assertThat(channels.gaps()).isEqualTo(1);
    }

    @Test
    void saysInTheCountsWhatIsNoEvent() {
        intake.take(0, "no".getBytes(UTF_8));
        intake.refuseUnreadable(1);
        assertThat(refused.counts()).containsAllEntriesOf(Map.of("not-json", 1L, "unreadable", 1L));
    }

    @Test
    void tellsOfTheMessagesThatArePartOfATraceAndOfNoOthers() {
        intake.take(0, EVENT);
        TraceParent.begin(TRACE);
        try {
            intake.take(1, EVENT);
            intake.take(2, "no event".getBytes(UTF_8));
        } finally {
            TraceParent.end();
        }
        intake.take(3, EVENT);
        assertThat(traced).extracting(TracedMessage::traceParent).containsExactly(TRACE, TRACE);
        assertThat(traced).extracting(TracedMessage::refusal).containsExactly(null, RefusalReason.NOT_JSON);
        assertThat(traced.get(0).bytes()).isEqualTo(EVENT.length);
        assertThat(traced.get(0).exchange()).isEqualTo("eventsource.fanout");
    }

    /** The node that had sent it did not learn that RabbitMQ had it; or somebody who has read it sends it there. */
    @Test
    void passesOverInSilenceWhatTheBrokerItselfSaidBefore() {
        byte[] join = join();
        seal.use(KEY);
        intake.take(0, join);
        intake.take(1, join);
        intake.take(2, mark(Mark.Way.THROUGH, 1));
        assertThat(channels.events()).isEqualTo(1);
        assertThat(channels.last()).isEqualTo(3);
        assertThat(channels.gaps()).isZero();
        assertThat(refused.counts().values()).containsOnly(0L);
    }

    @Test
    void refusesWhatHasAWrongSeal() {
        seal.use(new byte[] {2});
        intake.take(0, join());
        intake.take(1, mark(Mark.Way.THROUGH, 1));
        assertThat(refused.counts()).containsEntry("bad-name", 1L);
        assertThat(channels.gaps()).isZero();
    }

    @Test
    void whatCannotBeToldFromForgedYetIsAGap() {
        byte[] join = join();
        intake.take(0, join);
        intake.take(1, join);
        assertThat(channels.gaps()).isZero();
        intake.take(2, mark(Mark.Way.THROUGH, 1));
        assertThat(channels.gaps()).isEqualTo(1);
        assertThat(refused.counts().values()).containsOnly(0L);
        seal.use(KEY);
        intake.take(3, join);
        intake.take(4, mark(Mark.Way.THROUGH, 2 + OwnEvents.RAREST.toMillis()));
        assertThat(channels.events()).isEqualTo(1);
        assertThat(channels.gaps()).isEqualTo(1);
    }

    private static byte[] name(long read) {
        return new StreamName("0123456789ab", read).post("").body();
    }

    private byte[] join() {
        Seal ofOther = new Seal();
        ofOther.use(KEY);
        return new EventJson(new EventRules(settings), ofOther)
                .write(Event.ofBroker(new ChannelId("u", "c"), "eshq:join", "d"));
    }

    private static byte[] mark(Mark.Way way, long number) {
        return new Mark(way, OTHER, number).post("", "").body();
    }
}
