package dev.eventsource.broker.it.browser;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A tab on a page that subscribes with es.js and keeps what it gets. */
record Visitor(Tab tab) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What the page got: one event. */
    record Seen(String id, String data) {
        static Seen of(JsonObject event) {
            return new Seen(event.getString("id"), event.getString("data"));
        }
    }

    static Visitor of(TabbedBrowser browser, PageServer pages) {
        Tab tab = browser.newTab();
        tab.open(pages.uri("/subscriber.html"));
        return new Visitor(tab);
    }

    /** Subscribes and waits for the connection; the options are JavaScript. */
    Visitor subscribe(String channel, String options) {
        begin(channel, options);
        awaitOpen();
        return this;
    }

    void begin(String channel, String options) {
        tab.evaluate("subscribe(" + quote(channel) + ", " + options + ")");
    }

    /** With no channel but those that a pattern matches. */
    void beginPattern(String options) {
        tab.evaluate("subscribe([], " + options + ")");
    }

    /** Of which channel each event is. */
    List<String> channels() {
        return tab.evaluate("seen.map(({channel}) => String(channel))")
                .asJsonArray()
                .getValuesAs(JsonString::getString);
    }

    void awaitOpen() {
        await().atMost(LIMIT)
                .until(() -> tab.evaluate("es.readyState").toString().equals("1"));
    }

    List<Seen> seen() {
        return tab.evaluate("seen").asJsonArray().getValuesAs(event -> Seen.of(event.asJsonObject()));
    }

    List<String> data() {
        return seen().stream().map(Seen::data).toList();
    }

    /** What it was told of its connection. */
    List<String> told() {
        return tab.evaluate("told").asJsonArray().getValuesAs(JsonString::getString);
    }

    void awaitData(String... data) {
        await().atMost(LIMIT).untilAsserted(() -> Assertions.assertThat(data()).containsExactly(data));
    }

    void awaitSeen(String id, String data) {
        await().atMost(LIMIT).untilAsserted(() -> Assertions.assertThat(seen()).contains(new Seen(id, data)));
    }

    void awaitLast(String data) {
        await().atMost(LIMIT)
                .untilAsserted(() -> Assertions.assertThat(data()).last().isEqualTo(data));
    }

    void awaitTold(String... told) {
        await().atMost(LIMIT).untilAsserted(() -> Assertions.assertThat(told()).contains(told));
    }

    boolean holdsTheConnection() {
        return Boolean.parseBoolean(tab.evaluate("holds()").toString());
    }

    static String quote(String text) {
        return Json.createValue(text).toString();
    }
}
