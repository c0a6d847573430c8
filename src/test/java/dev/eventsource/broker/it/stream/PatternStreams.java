package dev.eventsource.broker.it.stream;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of all channels that a pattern matches. */
public interface PatternStreams extends FeedTests {
    @Test
    default void carriesAllChannelsThatThePatternMatchesInTheOrderOfTheExchange() {
        String room = Site.newChannel();
        publishAndAwait(Message.to(room + ".0").id("before"));
        try (var stream = subscribe(Form.of("pattern", room + ".*"))) {
            for (int i = 0; i < 50; i++) {
                exchange().publish(Message.to(room).id("without a word"));
                exchange().publish(Message.to(room + "." + i % 3).id("" + i));
                exchange().publish(Message.to(room + ".a.b").id("two words"));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(stream.next()).startsWith("id: " + i + "\n");
            }
            exchange().publish(Message.to(room + ".born-later").id("first"));
            assertThat(stream.next()).startsWith("id: first\n");
        }
    }

    @Test
    default void missesNothingOfAPatternBetweenTheTicketAndTheStream() {
        String room = Site.newChannel();
        String socket = openSocket(Form.of("pattern", room + ".#"));
        exchange().publish(Message.to(room).id("1"));
        exchange().publish(Message.to(room + ".a.b").id("2"));
        try (var stream = Site.open(socket)) {
            assertThat(stream.next()).contains("event: eshq:open\n");
            assertThat(stream.next()).startsWith("id: 1\n");
            assertThat(stream.next()).startsWith("id: 2\n");
        }
    }

    @Test
    default void resumesAPattern() {
        String room = Site.newChannel();
        String socket = openSocket(Form.of("pattern", room + ".#"));
        publishAndAwait(
                Message.to(room + ".a").id("1"),
                Message.to(Site.newChannel()).id("elsewhere"),
                Message.to(room + ".b").id("2"),
                Message.to(room + ".c.d").id("3"));
        try (var stream = Site.open(socket, "Last-Event-ID: 1")) {
            assertThat(stream.next()).contains("event: eshq:resumed\n", "\"replayed\":2}");
            assertThat(stream.next()).startsWith("id: 2\n");
            assertThat(stream.next()).startsWith("id: 3\n");
            exchange().publish(Message.to(room + ".born-later").id("4"));
            assertThat(stream.next()).startsWith("id: 4\n");
        }
        try (var stream = Site.open(socket, "Last-Event-ID: 1")) {
            assertThat(stream.next()).contains("event: eshq:resumed\n", "\"replayed\":3}");
        }
        try (var stream = Site.open(socket, "Last-Event-ID: elsewhere")) {
            assertThat(stream.next()).contains("event: eshq:reset\n", "unknown-id");
        }
    }

    @Test
    default void carriesOnceWhatAChannelAndPatternsBothHave() {
        String room = Site.newChannel();
        Form form = Form.of("channel", room + ".a", "pattern", room + ".*", "pattern", "#.a");
        try (var stream = subscribe(form)) {
            for (int i = 0; i < 10; i++) {
                exchange().publish(Message.to(room + (i % 2 == 0 ? ".a" : ".b")).id("" + i));
            }
            for (int i = 0; i < 10; i++) {
                assertThat(stream.next()).startsWith("id: " + i + "\n");
            }
        }
    }

    @Test
    default void takesWildcardsInAChannelsNameAsTheyStand() {
        String room = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(room + ".*", room + ".#")) {
            exchange().publish(Message.to(room + ".a").id("elsewhere"));
            exchange().publish(Message.to(room + ".*").id("1"));
            exchange().publish(Message.to(room + ".#").id("2"));
            assertThat(stream.next()).startsWith("id: 1\n");
            assertThat(stream.next()).startsWith("id: 2\n");
        }
    }

    @Test
    default void aPatternIsForTheChannelsOfItsUserAndOfEveryone() {
        String room = Site.newChannel();
        try (var stream = subscribe(Form.of("pattern", "#." + room, "pattern", room + ".#"))) {
            exchange().publish(Message.to(room + ".a").with("user", "bob").id("bob's"));
            exchange().publish(Message.to(room + ".a").with("user", "alice").id("1"));
            exchange().publish(Message.to("a." + room).id("2"));
            assertThat(stream.next()).startsWith("id: 1\n");
            assertThat(stream.next()).startsWith("id: 2\n");
        }
    }

    @Test
    default void saysThePatternsOfASocket() {
        Answer both = Site.ALICES.post("/socket", Form.of("channel", "a", "pattern", "b.*", "pattern", "b.*"));
        JsonObject ticket = both.object();
        assertThat(both.status()).isEqualTo(200);
        assertThat(both.body())
                .isEqualTo(("{\"socket\":\"%s\",\"channel\":\"a\",\"channels\":[\"a\"],\"presence_id\":null,"
                                + "\"patterns\":[\"b.*\"]}")
                        .formatted(ticket.getString("socket")));
        try (var stream = Site.open(ticket.getString("socket"))) {
            assertThat(stream.next()).contains(",\"channels\":[\"a\"],\"patterns\":[\"b.*\"]}\n");
        }
        JsonObject alone = Site.ALICES.post("/socket", Form.of("pattern", "#")).object();
        assertThat(alone.isNull("channel")).isTrue();
        assertThat(alone.getJsonArray("channels")).isEmpty();
        assertProblem(Door.post("/socket/" + alone.getString("socket"), Form.of("data", "d")), 403);
    }

    @Test
    default void narrowsToAPatternOrToAChannelThatItMatches() {
        String room = Site.newChannel();
        String socket = openSocket(Form.of("channel", room, "pattern", room + ".*", "pattern", room + ".*.b"));
        try (var stream = Site.open(Form.of("socket", socket, "pattern", room + ".*.b", "channel", room + ".a"))) {
            assertThat(stream.next()).contains("\"channels\":[\"" + room + ".a\"],\"patterns\":[\"" + room + ".*.b\"]");
            exchange().publish(Message.to(room).id("left out"));
            exchange().publish(Message.to(room + ".c").id("left out"));
            exchange().publish(Message.to(room + ".a").id("1"));
            exchange().publish(Message.to(room + ".a.b").id("2"));
            assertThat(stream.next()).startsWith("id: 1\n");
            assertThat(stream.next()).startsWith("id: 2\n");
        }
        assertProblem(Door.get("/eventsource?socket=" + socket + "&channel=" + room + ".a.c"), 403);
        assertProblem(
                Door.get("/eventsource?"
                        + Form.of("socket", socket, "pattern", "#").encoded()),
                403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "news*", "a.#b", "a\n", "\0"})
    default void refusesAPatternThatIsNone(String pattern) {
        assertProblem(Site.ALICES.post("/socket", Form.of("channel", "a", "pattern", pattern)), 400);
        String socket = Site.ALICES.openSocket("a");
        assertProblem(
                Door.get("/eventsource?"
                        + Form.of("socket", socket, "pattern", pattern).encoded()),
                400);
    }

    @Test
    default void saysWhatIsWrongWithAPattern() {
        assertThat(Site.ALICES
                        .post("/socket", Form.of("pattern", "news*"))
                        .object()
                        .getString("detail"))
                .contains("stand for whole words");
        assertThat(Site.ALICES
                        .post("/socket", Form.of("pattern", "a.".repeat(40)))
                        .object()
                        .getString("detail"))
                .contains("at most 32 words");
        assertThat(Site.ALICES.post("/socket", patterns(33)).object().getString("detail"))
                .contains("1 to 32");
        assertThat(Site.ALICES.post("/socket", patterns(32)).status()).isEqualTo(200);
        assertProblem(Site.ALICES.post("/socket", patterns(32).and("channel", "a")), 400);
    }

    /** They would be told to come back for ever. */
    @Test
    default void refusesPatternsThatNoStreamCanHaveWhateverOthersHave() {
        List<String> patterns = IntStream.range(0, 32)
                .mapToObj(i -> "#." + ("w" + i + ".").repeat(8) + "#")
                .toList();
        Form form = patterns.stream().map(one -> Form.of("pattern", one)).reduce(Form.of(), Form::and);
        Answer refused = Site.ALICES.post("/socket", form);
        assertProblem(refused, 400);
        assertThat(refused.object().getString("detail")).contains("250", "take fewer");
        String claim = patterns.stream()
                .map(one -> "{\"pattern\":\"" + one + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        String token = Jwt.of(Site.ALICES.user().key(), claim)
                .signed(Site.ALICES.user().secret());
        assertProblem(Door.get("/eventsource", "Authorization", "Bearer " + token), 400);
        try (var stream = Site.open(Form.of("pattern", patterns.get(0)), "Authorization: Bearer " + token)) {
            assertThat(stream.next()).contains("event: eshq:open\n");
        }
    }

    /** Who has a pattern is on no channel, so nobody learns of it by all that it matches. */
    @Test
    default void isPresentOnNoChannelThatItMatches() {
        String room = Site.newChannel();
        Form form = Form.of("pattern", room + ".#", "channel", room + ".lobby", "presence_id", "p");
        try (var stream = subscribe(form)) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(users(room + ".lobby").body()).isEqualTo("[\"p\"]");
            assertThat(users(room + ".a").body()).isEqualTo("[]");
        }
    }

    private static Answer users(String channel) {
        return Door.get("/channel/" + channel + "/users?"
                + Site.ALICES.credentials().parameters().encoded());
    }

    private static Form patterns(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Form.of("pattern", "p.*." + i))
                .reduce(Form.of(), Form::and);
    }

    private static String openSocket(Form form) {
        Answer answer = Site.ALICES.post("/socket", form);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.object().getString("socket");
    }

    private static EventStreamClient subscribe(Form form) {
        EventStreamClient stream = Site.open(openSocket(form));
        assertThat(stream.next()).contains("event: eshq:open\n");
        return stream;
    }
}
