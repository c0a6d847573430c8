package dev.eventsource.broker.it.proxy;

import dev.eventsource.broker.it.support.Site;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each node is drained, stopped by the operators' script and started anew, one after the other, while pages read and others come. */
interface RollingUpgrade extends ProxyTests {
    /** Behind each of the proxies. */
    int STREAMS = 1_000;

    int CHANNELS = 50;
    int EVENTS_PER_SECOND = 100;

    /** With both proxies at a time, for it takes a while. */
    @Test
    default void losesAndDoublesNothing() {
        List<String> channels =
                Stream.generate(Site::newChannel).limit(CHANNELS).toList();
        try (var nginx = start(Proxy.Kind.NGINX);
                var haproxy = start(Proxy.Kind.HAPROXY);
                var browser = browser();
                var exchange = nodes().publisher()) {
            List<Crowd> crowds = Stream.of(nginx, haproxy)
                    .map(proxy -> new Crowd(proxy, browser.open(proxy, wanted(channels))))
                    .toList();
            crowds.forEach(Crowd::awaitOpen);
            Publishing publishing = new Publishing(exchange, channels);
            CompletableFuture<Void> published = publishing.start(EVENTS_PER_SECOND);
            CompletableFuture<Void> replaced =
                    CompletableFuture.runAsync(() -> nodes().all().forEach(nodes()::replace), Publishing.THREAD_EACH);
            while (!replaced.isDone()) {
                // A page's server gets its ticket, whichever node is away.
                crowds.forEach(crowd -> browser.openSocket(crowd.proxy(), channels.get(0)));
                pause();
            }
            replaced.join();
            publishing.stop();
            published.join();
            crowds.forEach(crowd -> {
                crowd.awaitWhole(publishing.number());
                System.out.println("Rolling upgrade behind " + crowd);
                crowd.leave();
            });
        }
    }

    private static Stream<String> wanted(List<String> channels) {
        return IntStream.range(0, STREAMS).mapToObj(i -> channels.get(i % CHANNELS));
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
}
