package dev.eventsource.broker.it.proxy;

import dev.eventsource.broker.it.support.Site;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each node is drained, stopped by the operators' script and started anew, one after the other, while pages read and others come. */
interface RollingUpgrade extends ProxyTests {
    int STREAMS = 1_000;
    int CHANNELS = 50;
    int EVENTS_PER_SECOND = 100;

    @ParameterizedTest
    @EnumSource
    default void losesAndDoublesNothing(Proxy.Kind kind) {
        List<String> channels =
                Stream.generate(Site::newChannel).limit(CHANNELS).toList();
        try (var proxy = start(kind);
                var browser = browser();
                var exchange = nodes().publisher()) {
            Stream<String> wanted = IntStream.range(0, STREAMS).mapToObj(i -> channels.get(i % CHANNELS));
            Crowd crowd = new Crowd(proxy, browser.open(proxy, wanted)).awaitOpen();
            Publishing publishing = new Publishing(exchange, channels);
            CompletableFuture<Void> published = publishing.start(EVENTS_PER_SECOND);
            CompletableFuture<Void> replaced =
                    CompletableFuture.runAsync(() -> nodes().all().forEach(nodes()::replace), Publishing.THREAD_EACH);
            while (!replaced.isDone()) {
                // A page's server gets its ticket, whichever node is away.
                browser.openSocket(proxy, channels.get(0));
                pause();
            }
            replaced.join();
            publishing.stop();
            published.join();
            crowd.awaitWhole(publishing.number());
            System.out.println("Rolling upgrade behind " + crowd);
            crowd.leave();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
}
