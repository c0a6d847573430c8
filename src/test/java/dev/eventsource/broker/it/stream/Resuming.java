package dev.eventsource.broker.it.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.RawHttp;
import dev.eventsource.broker.it.support.Site;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser that comes back says the last id it had, and gets what followed, in order and once. */
public interface Resuming extends FeedTests {
    Pattern RETRY = Pattern.compile("retry: \\d+\n");
    Pattern BROKERS_ID = Pattern.compile("id: (@\\S+)\n");

    /** Of a few at a time: a call for each of all would take a slow database half a minute. */
    int BYTES_OF_AN_ID = 16;

    @Test
    default void resumesByHeader() {
        String socket = socketWithEvents(Site.newChannel(), "1", "2", "3");
        try (var stream = Site.open(socket, "Last-Event-ID: 1")) {
            assertResumed(stream, "1", 2);
            assertThat(stream.next()).startsWith("id: 2\n");
            assertThat(stream.next()).startsWith("id: 3\n");
        }
    }

    @Test
    default void resumesByParameter() {
        String socket = socketWithEvents(Site.newChannel(), "1", "2", "3");
        try (var stream = Site.open(Form.of("socket", socket, "last-event-id", "2"))) {
            assertResumed(stream, "2", 1);
            assertThat(stream.next()).startsWith("id: 3\n");
        }
    }

    /** As polyfills and the clients of other hubs write it, behind what the page's address says. */
    @ParameterizedTest
    @ValueSource(strings = {"lastEventId", "lastEventID", "last_event_id", "evs_last_event_id"})
    default void resumesByTheParameterOfOtherClients(String name) {
        String socket = socketWithEvents(Site.newChannel(), "1", "2", "3");
        try (var stream = Site.open(Form.of("socket", socket, "last-event-id", "1", name, "2"))) {
            assertResumed(stream, "2", 1);
        }
        try (var stream = Site.open(Form.of("socket", socket, name, "1", name, "2"))) {
            assertResumed(stream, "2", 1);
        }
        try (var stream = Site.open(Form.of("socket", socket, name, "1"), "Last-Event-ID: 2")) {
            assertResumed(stream, "2", 1);
        }
    }

    /** As fetch and Node.js send it: a byte for each character, where that is possible. */
    @Test
    default void resumesByAnIdInLatin1() {
        String socket = socketWithEvents(Site.newChannel(), "caf\u00e9", "2");
        assertThat(poll(socket, "caf\u00e9"))
                .startsWith("HTTP/1.1 200 ")
                .contains("event: eshq:resumed\n", "\"replayed\":1", "id: 2\n");
    }

    @Test
    default void answersWhateverBytesAnIdHas() {
        String socket = socketWithEvents(Site.newChannel(), "1");
        for (int first = ' ' + 1; first <= 0xff; first += BYTES_OF_AN_ID) {
            String id = IntStream.range(first, Math.min(first + BYTES_OF_AN_ID, 0x100))
                    .filter(c -> c != 0x7f)
                    .mapToObj(c -> "x" + (char) c + "y" + (char) c)
                    .collect(Collectors.joining());
            assertThat(poll(socket, id)).as(id).startsWith("HTTP/1.1 200 ");
        }
    }

    /** The whole answer, a character for each byte as in the id. */
    private static String poll(String socket, String lastEventId) {
        return RawHttp.send("GET /eventsource?transport=long-poll&socket=%s HTTP/1.1\r\n".formatted(socket)
                + "Host: %s\r\nLast-Event-ID: %s\r\n".formatted(Broker.uri("/").getAuthority(), lastEventId)
                + "Connection: close\r\n\r\n");
    }

    @Test
    default void theHeaderWins() {
        String socket = socketWithEvents(Site.newChannel(), "1", "2", "3");
        try (var stream = Site.open(Form.of("socket", socket, "last-event-id", "1"), "Last-Event-ID: 2")) {
            assertResumed(stream, "2", 1);
        }
    }

    @Test
    default void resumesBehindTheLastAndGoesOnLive() {
        String channel = Site.newChannel();
        String socket = socketWithEvents(channel, "1", "2");
        try (var stream = Site.open(socket, "Last-Event-ID: 2")) {
            assertResumed(stream, "2", 0);
            exchange().publish(Message.to(channel).id("3"));
            assertThat(stream.next()).startsWith("id: 3\n");
        }
    }

    @Test
    default void anIdUsedTwiceMeansItsLatestPlace() {
        String socket = socketWithEvents(Site.newChannel(), "1", "2", "1", "3");
        try (var stream = Site.open(socket, "Last-Event-ID: 1")) {
            assertResumed(stream, "1", 1);
            assertThat(stream.next()).startsWith("id: 3\n");
        }
    }

    /** The first is a Latin-1 character, which takes two bytes all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00e9", "\u20ac", "\ud83d\ude00", "a b", "\u00a0x\u0085", "\ufeffx", "%41+", "0"})
    default void resumesByWhateverAnIdIs(String id) {
        String channel = Site.newChannel();
        String socket = socketWithEvents(channel, id, "2");
        try (var stream = Site.open(socket, "Last-Event-ID: " + id)) {
            assertResumed(stream, id, 1);
        }
        try (var stream = Site.open(Form.of("socket", socket, "last-event-id", id))) {
            assertResumed(stream, id, 1);
        }
    }

    @Test
    default void resumesByTheBrokersOwnIds() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        String id;
        try (var stream = Site.open(socket)) {
            stream.next();
            exchange().publish(Message.to(channel).with("data", "a"));
            Matcher frame = BROKERS_ID.matcher(stream.next());
            assertThat(frame.lookingAt()).isTrue();
            id = frame.group(1);
        }
        publishAndAwait(Message.to(Site.newChannel()), Message.to(channel).with("data", "b"));
        try (var stream = Site.open(socket, "Last-Event-ID: " + id)) {
            assertResumed(stream, id, 1);
            assertThat(stream.next()).endsWith("data: b\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "@0-1", "@", "@x", "@-1", "\u00e9"})
    default void saysThatItDoesNotKnowAnId(String id) {
        String channel = Site.newChannel();
        String socket = socketWithEvents(channel, "1", "2");
        try (var stream = Site.open(socket, "Last-Event-ID: " + id)) {
            assertFirst(stream, "event: eshq:reset\ndata: {\"reason\":\"unknown-id\"}\n\n");
            exchange().publish(Message.to(channel).id("3"));
            assertThat(stream.next()).startsWith("id: 3\n");
        }
    }

    @Test
    default void anotherChannelsIdIsUnknown() {
        String channel = Site.newChannel();
        publishAndAwait(Message.to(Site.newChannel()).id(channel));
        String socket = socketWithEvents(channel, "1");
        try (var stream = Site.open(socket, "Last-Event-ID: " + channel)) {
            assertFirst(stream, "event: eshq:reset\ndata: {\"reason\":\"unknown-id\"}\n\n");
        }
    }

    @Test
    default void anEmptyIdIsNone() {
        try (var stream = Site.open(Form.of("socket", Site.ALICES.openSocket("a"), "last-event-id", ""))) {
            assertThat(stream.next()).contains("event: eshq:open\n");
        }
    }

    private String socketWithEvents(String channel, String... ids) {
        String socket = Site.ALICES.openSocket(channel);
        publishAndAwait(Stream.of(ids).map(id -> Message.to(channel).id(id)).toArray(Message[]::new));
        return socket;
    }

    private static void assertResumed(EventStreamClient stream, String from, int replayed) {
        assertFirst(stream, "event: eshq:resumed\ndata: {\"from\":\"" + from + "\",\"replayed\":" + replayed + "}\n\n");
    }

    private static void assertFirst(EventStreamClient stream, String event) {
        assertThat(RETRY.matcher(stream.next()).replaceFirst("")).isEqualTo(event);
    }
}
