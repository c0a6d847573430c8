package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoneSourcesTest {
    private final GoneSources gone = new GoneSources();

    @Test
    void tellsOnceThatOneWhichHadBeenBoundIsBack() {
        gone.note("a", Optional.empty());
        gone.note("a", Optional.of(AMQP.NOT_FOUND));
        gone.note("a", Optional.of(AMQP.NOT_FOUND));
        assertThat(gone.tells()).isFalse();
        gone.note("a", Optional.empty());
        assertThat(gone.tells()).isTrue();
        gone.note("a", Optional.empty());
        assertThat(gone.tells()).isFalse();
    }

    @Test
    void oneThatWasNotThereYetIsNotMissed() {
        gone.note("a", Optional.of(AMQP.NOT_FOUND));
        gone.note("a", Optional.empty());
        assertThat(gone.tells()).isFalse();
    }

    /** Its bindings stay. */
    @Test
    void oneThatMayNotBeReadForAWhileIsNotMissed() {
        gone.note("a", Optional.empty());
        gone.note("a", Optional.of(AMQP.ACCESS_REFUSED));
        gone.note("a", Optional.empty());
        assertThat(gone.tells()).isFalse();
    }

    @Test
    void oneThatIsNoSourceAnyMoreIsNotMissed() {
        gone.note("a", Optional.empty());
        gone.note("a", Optional.of(AMQP.NOT_FOUND));
        gone.forgetAllBut(Rules.NONE);
        gone.note("a", Optional.empty());
        assertThat(gone.tells()).isFalse();
    }
}
