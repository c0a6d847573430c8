package dev.eventsource.broker.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.process.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is refused is logged with the trace that it is part of, which proxies pass on. */
interface LoggedTraces extends ProxyTests {
    @ParameterizedTest
    @EnumSource
    default void nameTheTraceOfARefusedCall(Proxy.Kind kind) {
        String trace = newTrace();
        try (var proxy = start(kind);
                var browser = browser()) {
            var answer = browser.get(proxy.uri("/channel/a/users?key=a&timestamp=1&token=b"), "traceparent", trace);
            assertThat(answer.statusCode()).isEqualTo(401);
        }
        await().untilAsserted(
                        () -> assertThat(log("proxied-1") + log("proxied-2")).contains("(traceparent " + trace + ")"));
    }

    private static String newTrace() {
        String id = UUID.randomUUID().toString().replace("-", "");
        return "00-" + id + "-" + id.substring(0, 16) + "-01";
    }

    private static String log(String node) throws IOException {
        return Files.readString(Target.file(node + ".log"));
    }
}
