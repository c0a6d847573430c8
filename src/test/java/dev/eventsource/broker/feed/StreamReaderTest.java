package dev.eventsource.broker.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.LongStringHelper;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.source.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class StreamReaderTest {
    private static final byte[] EVENT = "{\"channel\":\"c\",\"data\":\"d\"}".getBytes(UTF_8);
    private static final int LARGE = 8 << 20;

    private final IntakeByHand byHand = new IntakeByHand();
    private final Channels channels = byHand.channels;
    private final Loss loss = new Loss();
    private final List<Long> asked = new ArrayList<>();
    private final List<Long> taken = new ArrayList<>();
    private CompletableFuture<Boolean> answer = new CompletableFuture<>();
    private final StreamReader reader =
            new StreamReader(byHand.beginStream(), byHand.intake, loss, this::ask, taken::add);

    @Test
    void readsOnOverWhatRabbitMqWritesForItself() {
        read(0, 1, 3, 4, 6);
        assertThat(taken).containsExactly(0L, 1L, 3L, 4L, 6L);
        assertThat(asked).isEmpty();
        assertThat(channels.gaps()).isZero();
    }

    @Test
    void holdsWhatIsBehindAHoleUntilItIsKnownThatNothingIsMissing() {
        read(0, 5, 6, 8);
        assertThat(taken).containsExactly(0L);
        assertThat(asked).containsExactly(0L);
        answer.complete(true);
        assertThat(taken).containsExactly(0L, 5L, 6L, 8L);
        assertThat(channels.gaps()).isZero();
        read(9);
        assertThat(channels.lastId()).isEqualTo("@9");
        assertThat(loss.isNoted()).isFalse();
    }

    @Test
    void tellsOfWhatWasDroppedBeforeTheFirstEventBehindIt() {
        read(0, 5, 6);
        assertThat(channels.events()).isEqualTo(1);
        assertThat(channels.gaps()).isZero();
        answer.complete(false);
        assertThat(taken).containsExactly(0L, 5L, 6L);
        assertThat(channels.gaps()).isEqualTo(1);
        assertThat(loss.isNoted()).isFalse();
    }

    /** It may have been dropped after RabbitMQ had looked. */
    @Test
    void asksAgainForAHoleThatCameAfterTheQuestion() {
        read(0, 5, 6, 10, 14);
        CompletableFuture<Boolean> first = answer;
        first.complete(true);
        assertThat(taken).containsExactly(0L, 5L, 6L);
        assertThat(asked).containsExactly(0L, 6L);
        answer.complete(true);
        assertThat(taken).containsExactly(0L, 5L, 6L, 10L, 14L);
        assertThat(asked).hasSize(2);
        assertThat(channels.gaps()).isZero();
    }

    @Test
    void whatWasDroppedAfterTheAnswerIsAGapAsWell() {
        read(0, 5, 10);
        CompletableFuture<Boolean> first = answer;
        first.complete(true);
        answer.complete(false);
        assertThat(taken).containsExactly(0L, 5L, 10L);
        assertThat(channels.gaps()).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadKeepsItsPlace() {
        read(0, 5);
        reader.read(new StreamMessage(6, -1, false, new byte[0], null));
        read(7);
        assertThat(taken).containsExactly(0L);
        answer.complete(true);
        assertThat(taken).containsExactly(0L, 5L, 6L, 7L);
        assertThat(channels.lastId()).isEqualTo("@7");
        assertThat(channels.gaps()).isZero();
    }

    /** A gap that is none does less harm than a loss that nobody is told of, or than a node without memory. */
    @Test
    void tellsOfAGapRatherThanHoldMoreThanItMay() {
        read(0, 5);
        CompletableFuture<Boolean> late = answer;
        for (long offset = 6; offset <= 10; offset++) {
            reader.read(new StreamMessage(offset, offset, true, new byte[LARGE], null));
        }
        assertThat(channels.gaps()).isEqualTo(1);
        assertThat(taken).contains(5L, 9L);
        read(11);
        late.complete(false);
        assertThat(taken).endsWith(11L);
        assertThat(channels.gaps()).isEqualTo(1);
    }

    /** Their bodies may be nothing. */
    @Test
    void countsHeadersOfOtherExchangesToWhatItHolds() {
        var properties = new AMQP.BasicProperties.Builder()
                .headers(Map.of("h", LongStringHelper.asLongString("x".repeat(LARGE))))
                .build();
        Arrival arrival = new Arrival("orders", "k", properties, new byte[0]);
        read(0, 5);
        for (long offset = 6; offset <= 10; offset++) {
            reader.read(new StreamMessage(offset, offset, true, new byte[0], null, arrival));
        }
        assertThat(channels.gaps()).isEqualTo(1);
        assertThat(taken).contains(5L, 9L);
    }

    @Test
    void endsTheSessionWhereRabbitMqDoesNotAnswer() {
        read(0, 5);
        answer.completeExceptionally(new TimeoutException());
        assertThat(loss.isNoted()).isTrue();
        assertThat(channels.lastId()).isEqualTo("@0");
    }

    @Test
    void takesNothingBehindTheLoss() {
        read(0, 5);
        loss.note("lost");
        answer.complete(true);
        assertThat(taken).containsExactly(0L);
    }

    private CompletableFuture<Boolean> ask(long offset) {
        asked.add(offset);
        answer = new CompletableFuture<>();
        return answer;
    }

    private void read(long... offsets) {
        for (long offset : offsets) {
            reader.read(new StreamMessage(offset, offset, true, EVENT, null));
        }
    }
}
