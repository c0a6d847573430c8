package dev.eventsource.broker.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownSocketsTest {
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final Claims claims = new Claims();
    private final KnownSockets known = new KnownSockets(claims, LIFE, now::get);

    @Test
    void knowsASocketForOneLife() {
        known.note(socket("a"), "stream");
        now.addAndGet(LIFE.toNanos() - 1);
        assertThat(known.find("a")).get().extracting(KnownSockets.Known::stream).isEqualTo("stream");
        now.addAndGet(1);
        assertThat(known.find("a")).isEmpty();
    }

    @Test
    void freesWhatHasLapsedThoughNobodyAsksForIt() {
        WeakReference<Socket> noted = note("a");
        now.addAndGet(LIFE.toNanos());
        known.forgetLapsed();
        await().until(() -> isCollected(noted));
    }

    private WeakReference<Socket> note(String id) {
        Socket socket = socket(id);
        known.note(socket, null);
        return new WeakReference<>(socket);
    }

    private static boolean isCollected(WeakReference<Socket> socket) {
        System.gc();
        return socket.refersTo(null);
    }

    @Test
    void isBoundedByBytes() {
        int channelBytes = 32 * 255 * 2;
        IntStream.range(0, 6_000).forEach(i -> known.note(large("s" + i), null));
        long kept = IntStream.range(0, 6_000)
                .filter(i -> known.find("s" + i).isPresent())
                .count();
        assertThat(kept * channelBytes).isBetween(16L << 20, 32L << 20);
    }

    @Test
    void neverForgetsWhatHasAStream() {
        IntStream.range(0, 60_000).forEach(i -> hold("open" + i));
        IntStream.range(0, 6_000).forEach(i -> known.note(large("s" + i), null));
        now.addAndGet(LIFE.multipliedBy(10).toNanos());
        known.forgetLapsed();
        assertThat(IntStream.range(0, 60_000))
                .allSatisfy(i -> assertThat(known.find("open" + i)).isPresent());
    }

    @Test
    void forgetsASocketWhoseStreamAnotherNodeTook() {
        hold("a");
        claims.lose("stream of a");
        assertThat(known.find("a")).isEmpty();
    }

    @Test
    void knowsASocketByItsLatestClaim() {
        hold("a");
        Claim older = claims.of("a").orElseThrow();
        Claim newer = new Claim(older.socket(), "newer", claims.expect("newer"));
        claims.hold(newer);
        claims.lose(older.stream());
        assertThat(known.find("a")).get().extracting(KnownSockets.Known::stream).isEqualTo("newer");
        assertThat(claims.forget(newer)).isTrue();
        assertThat(known.find("a")).isEmpty();
    }

    private void hold(String id) {
        CompletableFuture<Void> loss = claims.expect("stream of " + id);
        claims.hold(new Claim(socket(id), "stream of " + id, loss));
    }

    private static Socket socket(String id) {
        return new Socket(id, "user", List.of("channel"), null, "@0", Instant.EPOCH, null);
    }

    private static Socket large(String id) {
        List<String> channels =
                IntStream.range(0, 32).mapToObj(i -> "\u20ac".repeat(255)).toList();
        return new Socket(id, "user", channels, null, "@0", Instant.EPOCH, null);
    }
}
