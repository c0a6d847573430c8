package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /channel/C/events}: what happened on a channel, for who asks once. */
public interface ReadingThePast extends FeedTests {
    private static Answer read(String channel, String query, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Authorization");
        all.add(Credentials.basic(Broker.ALICE.key(), Broker.ALICE.secret()).authorization());
        return Door.get("/channel/" + channel + "/events" + query, all.toArray(String[]::new));
    }

    private static JsonObject page(String channel, String query) {
        Answer answer = read(channel, query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        return answer.object();
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("events").getValuesAs(JsonObject.class).stream()
                .map(event -> event.getString("id"))
                .toList();
    }

    @Test
    default void goesThroughTheEventsPageByPage() {
        String channel = Site.newChannel();
        publishAndAwait(
                Message.to(channel).id("0"),
                Message.to(channel)
                        .id("1")
                        .with("name", "n")
                        .with("data", "a\r\n\u00e9\"")
                        .with("user", "alice"),
                Message.to(channel).id("2").with("user", "bob"),
                Message.to(channel).id("3"),
                Message.to(channel).id("4"));
        JsonObject first = page(channel, "?after=0&limit=2");
        assertThat(first.getJsonArray("events").getJsonObject(0))
                .hasToString("{\"id\":\"1\",\"name\":\"n\",\"data\":\"a\\n\u00e9\\\"\"}");
        assertThat(ids(first)).containsExactly("1", "3");
        assertThat(first).doesNotContainKey("reset");
        JsonObject second = page(channel, first.getString("next"));
        assertThat(ids(second)).containsExactly("4");
        assertThat(second).doesNotContainKeys("next", "reset");
        assertThat(ids(page(channel, "?after=" + second.getString("position")))).isEmpty();
        assertThat(read(channel, "?after=0&limit=2").header("Link"))
                .isEqualTo("<" + first.getString("next") + ">; rel=\"next\"");
    }

    /** That is how a page loads what there is, and then listens. */
    @Test
    default void aStreamGoesOnWhereAPageEnds() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        publishAndAwait(Message.to(channel).id("1"));
        JsonObject page = page(channel, "?last=10");
        assertThat(ids(page)).containsExactly("1");
        publishAndAwait(Message.to(channel).id("2"));
        try (var stream = Site.open(socket, "Last-Event-ID: " + page.getString("position"))) {
            assertThat(stream.next()).contains("event: eshq:resumed\n", "\"replayed\":1}");
            assertThat(stream.next()).startsWith("id: 2\n");
        }
    }

    @Test
    default void readsTheNewest() {
        String channel = Site.newChannel();
        publishAndAwait(
                Message.to(channel).id("1"),
                Message.to(channel).id("2"),
                Message.to(channel).id("3"));
        JsonObject page = page(channel, "?last=2");
        assertThat(ids(page)).containsExactly("2", "3");
        assertThat(page).doesNotContainKeys("reset", "next");
        assertThat(ids(page(channel, ""))).containsExactly("1", "2", "3");
    }

    @Test
    default void answersAsAStreamWhereThatIsAccepted() {
        String channel = Site.newChannel();
        publishAndAwait(
                Message.to(channel).id("1"),
                Message.to(channel).id("2").with("name", "n"),
                Message.to(channel).id("3"));
        Answer answer = read(channel, "?after=1&limit=1", "Accept", "text/event-stream");
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/event-stream;charset=UTF-8");
        assertThat(answer.body())
                .startsWith("id: 2\nevent: n\ndata: d\n\nevent: eshq:page\ndata: {\"position\":\"@")
                .endsWith("\",\"more\":true}\n\n");
        Answer unknown = read(channel, "?after=0&limit=1", "Accept", "text/event-stream");
        assertThat(unknown.body())
                .startsWith("event: eshq:reset\ndata: {\"reason\":\"unknown-id\"}\n\nid: 1\ndata: d\n\n");
        assertProblem(read(channel, "", "Accept", "text/html"), 406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "@0-1", "@", "%C3%A9"})
    default void saysThatAnIdIsUnknownAndGivesWhatThereIs(String id) {
        String channel = Site.newChannel();
        publishAndAwait(Message.to(channel).id("1"));
        JsonObject page = page(channel, "?after=" + id);
        assertThat(page.getString("reset")).isEqualTo("unknown-id");
        assertThat(ids(page)).containsExactly("1");
    }

    @Test
    default void aLongEventIsAPageOfItsOwn() {
        String channel = Site.newChannel();
        String data = "\u0001".repeat(700_000);
        publishAndAwait(
                Message.to(channel).id("1").with("data", data),
                Message.to(channel).id("2").with("data", data));
        JsonObject first = page(channel, "?last=10");
        assertThat(ids(first)).containsExactly("1");
        assertThat(first.getJsonArray("events").getJsonObject(0).getString("data"))
                .isEqualTo(data);
        assertThat(ids(page(channel, first.getString("next")))).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=1001", "?limit=x", "?last=0", "?last=1&after=2", "?last=1&limit=2"})
    default void refusesAPageThatIsNone(String query) {
        assertProblem(read("a", query), 400);
        assertProblem(read("c".repeat(256), ""), 400);
    }
}
