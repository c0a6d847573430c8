package dev.eventsource.broker.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A claim that is made, lost and released, in each order that threads may bring about. */
class ClaimsTest {
    private static final Socket SOCKET = new Socket("s", "alice", List.of("c"), null, "@0", Instant.EPOCH, null);

    private final Claims claims = new Claims();
    private final AtomicInteger losses = new AtomicInteger();

    @Test
    void isLostOnceAndTellsWhoeverAskedBeforeOrAfter() {
        Claim claim = held("stream");
        claim.onLoss(losses::incrementAndGet);
        assertThat(claims.lose("stream")).isTrue();
        assertThat(claims.lose("stream")).isFalse();
        claim.onLoss(losses::incrementAndGet);
        assertThat(losses).hasValue(2);
        assertThat(claims.isHeld(claim)).isFalse();
        assertThat(claims.of("s")).isEmpty();
    }

    /** The node that takes over may tell of it before this one has MongoDB's answer. */
    @Test
    void mayBeLostBeforeItIsMade() {
        CompletableFuture<Void> loss = claims.expect("stream");
        assertThat(claims.lose("stream")).isTrue();
        Claim claim = new Claim(SOCKET, "stream", loss);
        claims.hold(claim);
        assertThat(claim.isLost()).isTrue();
        claims.forget(claim);
        assertThat(claims.find(any -> true)).isEmpty();
        assertThat(claims.of("s")).isEmpty();
    }

    @Test
    void isNotLostAfterItWasReleased() {
        Claim claim = held("stream");
        claim.onLoss(losses::incrementAndGet);
        assertThat(claims.forget(claim)).isTrue();
        assertThat(claims.forget(claim)).isFalse();
        assertThat(claims.lose("stream")).isFalse();
        assertThat(losses).hasValue(0);
    }

    @Test
    void isNotReleasedAfterItWasLost() {
        Claim claim = held("stream");
        claims.lose("stream");
        assertThat(claims.forget(claim)).isFalse();
    }

    /** While MongoDB is away, a stream that comes back goes by the name of the one before. */
    @Test
    void ofTwoByOneNameTheOlderTakesNothingFromTheNewer() {
        Claim older = held("stream");
        Claim newer = held("stream");
        assertThat(claims.forget(older)).isFalse();
        assertThat(claims.isHeld(newer)).isTrue();
        assertThat(claims.of("s")).containsSame(newer);
        newer.onLoss(losses::incrementAndGet);
        assertThat(claims.lose("stream")).isTrue();
        assertThat(losses).hasValue(1);
    }

    private Claim held(String stream) {
        Claim claim = new Claim(SOCKET, stream, claims.expect(stream));
        claims.hold(claim);
        return claim;
    }
}
