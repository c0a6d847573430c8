package dev.eventsource.broker.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Site;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that are silent, and many on one connection. */
interface LongStreams extends ProxyTests {
    int STREAMS = 100;

    /** With both proxies at a time, for it takes a while. */
    @Test
    default void silenceEndsNone() {
        String channel = Site.newChannel();
        try (var nginx = start(Proxy.Kind.NGINX);
                var haproxy = start(Proxy.Kind.HAPROXY);
                var http1 = browser();
                var http2 = new Browser(authority(), HttpClient.Version.HTTP_2);
                var exchange = nodes().publisher()) {
            List<Crowd> crowds = Stream.of(nginx, haproxy)
                    .flatMap(proxy -> Stream.of(http1, http2)
                            .map(browser -> new Crowd(proxy, browser.open(proxy, Stream.of(channel, channel)))))
                    .toList();
            crowds.forEach(Crowd::awaitOpen);
            long pings = Times.SILENCE.toSeconds() / Times.HEARTBEAT_SECONDS - 1;
            await().atMost(Times.SILENCE.multipliedBy(2))
                    .until(() -> crowds.stream()
                            .flatMap(crowd -> crowd.tallies().stream())
                            .allMatch(tally -> tally.pings() >= pings));
            new Publishing(exchange, List.of(channel)).round();
            crowds.forEach(crowd -> {
                crowd.awaitWhole(1);
                crowd.assertNeverEnded();
                crowd.leave();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aHundredShareOneConnection(Proxy.Kind kind) throws IOException {
        String channel = Site.newChannel();
        try (var proxy = start(kind);
                var browser = new Browser(authority(), HttpClient.Version.HTTP_2);
                var exchange = nodes().publisher()) {
            assertThat(browser.get(proxy.uri("/es.js")).version()).isEqualTo(HttpClient.Version.HTTP_2);
            Stream<String> wanted = Collections.nCopies(STREAMS, channel).stream();
            Crowd crowd = new Crowd(proxy, browser.open(proxy, wanted)).awaitOpen();
            Publishing publishing = new Publishing(exchange, List.of(channel));
            for (int i = 0; i < 10; i++) {
                publishing.round();
            }
            crowd.awaitWhole(10);
            crowd.assertNeverEnded();
            assertThat(connectionsTo(proxy.port())).isEqualTo(1);
            crowd.leave();
        }
    }

    /** As the kernel counts those that stand, from the side of the browsers. */
    private static long connectionsTo(int port) throws IOException {
        String standing = ":%04X 01".formatted(port);
        long count = 0;
        for (String family : List.of("tcp", "tcp6")) {
            count += Files.readAllLines(Path.of("/proc/self/net", family)).stream()
                    .map(line -> line.trim().split("\\s+"))
                    .map(fields -> String.join(" ", Arrays.asList(fields).subList(2, 4)))
                    .filter(peer -> peer.endsWith(standing))
                    .count();
        }
        return count;
    }
}
