package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.MercureDoor;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pages that know nothing of this broker, and use it as any Mercure hub. */
interface PagesOfTheHub extends PageTests {
    Duration LIMIT = Duration.ofSeconds(30);

    @Test
    default void aPageFollowsTopicsAndATemplateOfTheHubThroughABrokenConnection() {
        String topic = MercureDoor.newTopic();
        try (var stage = Stage.set()) {
            Tab tab = browser().newTab();
            tab.open(stage.pages().uri("/mercure.html"));
            String hub = Visitor.quote(stage.wire().origin() + MercureDoor.PATH);
            tab.evaluate(
                    "subscribe(%s, [%s, %s])".formatted(hub, Visitor.quote(topic), Visitor.quote(topic + "/{id}")));
            await().atMost(LIMIT)
                    .until(() -> tab.evaluate("document.title").toString().equals("\"open\""));
            String first = MercureDoor.publish("topic", topic, "data", "1");
            awaitSeen(tab, List.of(List.of(first, "1")));
            stage.wire().goDown();
            String second = MercureDoor.publish("topic", topic + "/a", "topic", topic, "data", "2");
            MercureDoor.publish("topic", topic, "data", "secret", "private", "on");
            stage.wire().mend();
            String third = MercureDoor.publish("topic", topic + "/b", "data", "3");
            awaitSeen(tab, List.of(List.of(first, "1"), List.of(second, "2"), List.of(third, "3")));
            tab.close();
        }
    }

    /** Which its scripts need not know. */
    @Test
    default void aPageOfTheHubsOwnOriginShowsItsCookie() {
        String topic = MercureDoor.newTopic();
        Tab tab = browser().newTab();
        tab.open(Broker.uri("/"));
        tab.evaluate("document.cookie = 'mercureAuthorization=%s; path=%s; SameSite=Strict'"
                .formatted(MercureDoor.token(), MercureDoor.PATH));
        tab.evaluate("void (window.seen = [], window.source = new EventSource(%s))"
                .formatted(Visitor.quote(MercureDoor.subscription(topic))));
        tab.evaluate("void (source.onmessage = ({lastEventId, data}) => seen.push([lastEventId, data]))");
        await().atMost(LIMIT)
                .until(() -> tab.evaluate("source.readyState").toString().equals("1"));
        String id = MercureDoor.publish("topic", topic, "data", "secret", "private", "on");
        awaitSeen(tab, List.of(List.of(id, "secret")));
        tab.evaluate("document.cookie = 'mercureAuthorization=; path=%s; Max-Age=0'".formatted(MercureDoor.PATH));
        tab.close();
    }

    private static void awaitSeen(Tab tab, List<List<String>> events) {
        String expected = events.stream()
                .map(event -> event.stream().map(Visitor::quote).collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(tab.evaluate("seen").toString()).isEqualTo(expected));
    }
}
