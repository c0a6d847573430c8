package dev.eventsource.broker.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.run.Port;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a proxy says by itself: nothing that ends an EventSource, nothing of the operators', and nothing secret in its log. */
interface ProxysOwnAnswers extends ProxyTests {
    @ParameterizedTest
    @EnumSource
    default void haveABrowserComeAgainWhereNoNodeIs(Proxy.Kind kind) {
        try (var proxy = Proxy.start(kind, identity(), List.of(Port.lasting(), Port.lasting()));
                var browser = browser()) {
            await().untilAsserted(() -> assertComesAgain(browser.get(proxy.uri("/eventsource?socket=a-secret"))));
            assertLogsWithout(proxy, "a-secret");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void haveABrowserComeAgainWhoHasTooManyStreams(Proxy.Kind kind) {
        String channel = Site.newChannel();
        try (var proxy = Proxy.start(kind, identity(), nodes().ports(), 3);
                var browser = browser()) {
            Crowd crowd = new Crowd(proxy, browser.open(proxy, Stream.of(channel, channel, channel))).awaitOpen();
            String fourth = browser.openSocket(proxy, channel);
            assertComesAgain(browser.get(proxy.uri("/eventsource?socket=" + fourth)));
            crowd.assertNeverEnded();
            crowd.leave();
            assertLogsWithout(proxy, fourth);
        }
    }

    private static void assertLogsWithout(Proxy proxy, String secret) {
        await().until(() -> proxy.log().contains("GET /eventsource"));
        assertThat(proxy.log()).doesNotContain(secret);
    }

    private static void assertComesAgain(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("retry: 3000\n\n");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream;charset=UTF-8");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @ParameterizedTest
    @EnumSource
    default void keepOperatorsCallsOff(Proxy.Kind kind) {
        try (var proxy = start(kind);
                var browser = browser()) {
            for (String path : List.of(
                    "/admin",
                    "/admin/events",
                    "/metrics",
                    "/broker",
                    "/users",
                    "/users/a",
                    "/%6detrics",
                    "/metrics;a=b")) {
                HttpResponse<String> answer =
                        browser.get(proxy.uri(path), "Authorization", "Bearer " + TwoNodes.ADMIN_TOKEN);
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
            }
            assertThat(browser.get(proxy.uri("/status/ready")).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void sendWhoComesWithoutTlsToItsPort(Proxy.Kind kind) {
        try (var proxy = start(kind);
                var browser = browser()) {
            HttpResponse<String> answer = browser.get(proxy.plainUri("/es.js"));
            assertThat(answer.statusCode()).isEqualTo(308);
            assertThat(answer.headers().firstValue("Location").orElse(""))
                    .startsWith("https://localhost")
                    .endsWith("/es.js");
        }
    }
}
