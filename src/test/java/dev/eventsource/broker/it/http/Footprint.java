package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.RemoteServer;
import java.time.Duration;

/**
 * What the broker and the server that it runs in take of this JVM; nothing where the server is in another.
 *
 * @param threads how many there are
 * @param heapBytes in use after a collection
 */
public record Footprint(int threads, long heapBytes) {
    /** What threads of the server's pools and caches of the embedded MongoDB may vary by. */
    private static final int MORE_THREADS = 20;

    private static final long MORE_BYTES = 48L << 20;

    /** Once the heartbeats have found every stream that was left. */
    static Footprint settled() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Door.get("/broker").object().getInt("connections") == 0);
        return new Footprint(
                RemoteServer.isThere() ? 0 : Thread.getAllStackTraces().size(), heapInUse());
    }

    /** In bytes, after a collection. */
    public static long heapInUse() {
        if (RemoteServer.isThere()) {
            return 0;
        }
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime heap = Runtime.getRuntime();
        return heap.totalMemory() - heap.freeMemory();
    }

    void assertIsLike(Footprint before) {
        System.out.printf(
                "threads: %d, then %d; heap: %d MB, then %d MB%n",
                before.threads, threads, before.heapBytes >> 20, heapBytes >> 20);
        assertThat(threads).isLessThan(before.threads + MORE_THREADS);
        assertThat(heapBytes).isLessThan(before.heapBytes + MORE_BYTES);
    }
}
