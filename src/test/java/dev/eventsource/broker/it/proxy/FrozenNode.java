package dev.eventsource.broker.it.proxy;

import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.run.NodeProcess;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node does nothing any more, and its connections stay: nothing but its silence tells. */
interface FrozenNode extends ProxyTests {
    @ParameterizedTest
    @EnumSource
    default void isLeftAndNothingIsLost(Proxy.Kind kind) {
        String channel = Site.newChannel();
        NodeProcess node = nodes().all().get(0);
        try (var proxy = start(kind);
                var browser = browser();
                var exchange = nodes().publisher()) {
            Stream<String> wanted = Collections.nCopies(100, channel).stream();
            Crowd crowd = new Crowd(proxy, browser.open(proxy, wanted)).awaitOpen();
            Publishing publishing = new Publishing(exchange, List.of(channel));
            publishing.round();
            crowd.awaitWhole(1);
            CompletableFuture<Void> published = publishing.start(20);
            node.process().freeze();
            try {
                crowd.awaitPast(50);
                publishing.stop();
                published.join();
                crowd.awaitWhole(publishing.number());
            } finally {
                node.process().thaw();
            }
            System.out.println("Node frozen behind " + crowd);
            crowd.leave();
        }
        nodes().awaitReady(node);
    }
}
