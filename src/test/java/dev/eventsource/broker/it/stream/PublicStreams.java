package dev.eventsource.broker.it.stream;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What anybody reads who shows nothing, where a user has made channels public. */
public interface PublicStreams extends FeedTests {
    private static String publicSite(String... channels) {
        Form form = Form.of();
        for (String channel : channels) {
            form = form.and("public", channel);
        }
        return Site.ofNewUser(form.namesAndValues().toArray(String[]::new))
                .user()
                .key();
    }

    private static EventStreamClient open(String user, String channel, String... headers) {
        return Site.open(Form.of("user", user, "channel", channel), headers);
    }

    /** One that stands behind its first block. */
    private static EventStreamClient opened(String user, String channel, String... headers) {
        EventStreamClient stream = open(user, channel, headers);
        assertThat(stream.next()).contains("event: eshq:open\n");
        return stream;
    }

    private static void assertRefused(Form query, String... headers) {
        try (var refused = Site.open(query, headers)) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    private static String idOf(String frame) {
        return frame.lines().findFirst().orElseThrow().replaceFirst("id: ", "");
    }

    @Test
    default void anybodyReadsAPublicChannel() {
        String user = publicSite("news");
        try (var stream = open(user, "news")) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.headers()).containsEntry("Content-Type", "text/event-stream;charset=UTF-8");
            assertThat(stream.next()).contains("event: eshq:open\n", "\"channels\":[\"news\"]");
            exchange().publish(Message.to("news").id("1").with("user", "bob"));
            exchange().publish(Message.to("news").id("2").with("user", user));
            assertThat(stream.next()).startsWith("id: 2\n");
        }
    }

    @Test
    default void aPatternOpensNoNameThatNoEventCanHave() {
        String user = publicSite("scores.#");
        String tooLong = "scores." + "a".repeat(249);
        assertProblem(Door.get("/eventsource?user=" + user + "&channel=" + tooLong), 400);
        assertProblem(Door.get("/eventsource?user=" + user + "&channel=scores.%0A"), 400);
    }

    @Test
    default void whatIsNotPublicNeedsAToken() {
        String user = publicSite("news");
        Answer closed = Door.get("/eventsource?user=" + user + "&channel=closed");
        assertProblem(closed, 401);
        assertThat(closed.header("WWW-Authenticate")).startsWith("Bearer ");
        assertThat(closed.object().getString("detail")).contains("token", "socket", "'public'");
        assertRefused(Form.of("user", user, "channel", "news", "channel", "closed"));
        assertRefused(Form.of("user", user, "pattern", "#"));
        assertThat(Door.get("/eventsource?user=nobody&channel=news").body()).isEqualTo(closed.body());
        assertThat(Door.get("/eventsource?user=" + Broker.ALICE.key() + "&channel=news")
                        .body())
                .isEqualTo(closed.body());
        assertProblem(Door.get("/eventsource?user=" + user), 400);
    }

    @Test
    default void aPatternMakesAllThatItMatchesPublic() {
        String user = publicSite("scores.#");
        try (var one = open(user, "scores.7");
                var all = Site.open(Form.of("user", user, "pattern", "scores.#"))) {
            assertThat(one.next()).contains("\"channels\":[\"scores.7\"]");
            assertThat(all.next()).contains("\"patterns\":[\"scores.#\"]");
            exchange().publish(Message.to("scores.7").id("1").with("user", user));
            assertThat(one.next()).startsWith("id: 1\n");
            assertThat(all.next()).startsWith("id: 1\n");
        }
        assertRefused(Form.of("user", user, "pattern", "scores.*"));
        assertRefused(Form.of("user", user, "channel", "score"));
    }

    /** Nobody is taken for anybody whose proof is wrong. */
    @Test
    default void aTokenThatIsRefusedOpensNoPublicChannel() {
        Site site = Site.ofNewUser("public", "news");
        String user = site.user().key();
        Form query = Form.of("user", user, "channel", "news");
        Jwt expired = Jwt.of(user, "[\"news\"]", Instant.now().minusSeconds(5));
        assertRefused(
                query, "Authorization: Bearer " + expired.signed(site.user().secret()));
        assertRefused(
                query, "Authorization: Bearer " + Jwt.of(user, "[\"news\"]").signed("another secret"));
        assertRefused(query, "Authorization: Bearer nonsense");
        assertRefused(query, "Authorization: Bearer");
        assertRefused(query, "Authorization: Token nonsense");
        for (String more : new String[] {"socket=s", "token=t", "key=k"}) {
            assertProblem(Door.get("/eventsource?" + query.encoded() + "&" + more), 400);
        }
        String otherChannel = Jwt.of(user, "[\"other\"]").signed(site.user().secret());
        assertProblem(Door.get("/eventsource?" + query.encoded(), "Authorization", "Bearer " + otherChannel), 403);
        String other = Jwt.of(Broker.ALICE.key(), "[\"news\"]").signed(Broker.ALICE.secret());
        assertProblem(Door.get("/eventsource?" + query.encoded(), "Authorization", "Bearer " + other), 403);
        String good = Jwt.of(user, "[\"news\"]").signed(site.user().secret());
        opened(user, "news", "Authorization: Bearer " + good).close();
    }

    @Test
    default void aPublicStreamGoesOnBehindItsLastEvent() {
        String user = publicSite("news");
        String last;
        try (var stream = opened(user, "news")) {
            exchange().publish(Message.to("news").with("user", user));
            last = idOf(stream.next());
        }
        publishAndAwait(Message.to("news").id("missed").with("user", user));
        try (var stream = open(user, "news", "Last-Event-ID: " + last)) {
            assertThat(stream.next()).contains("event: eshq:resumed\n", "\"replayed\":1");
            assertThat(stream.next()).startsWith("id: missed\n");
        }
    }

    @Test
    default void anOperatorOpensAndClosesChannels() {
        String user = publicSite("news", "sport");
        assertThat(Door.get("/users/" + user).body()).endsWith("\"public\":[\"news\",\"sport\"]}");
        try (var news = opened(user, "news");
                var sport = opened(user, "sport")) {
            change(user, "public", "sport", "public", "weather.*");
            news.awaitEnd();
            publishAndAwait(Message.to("sport").id("after").with("user", user));
            assertThat(sport.next()).startsWith("id: after\n");
            change(user, "public", "");
            sport.awaitEnd();
        }
        assertRefused(Form.of("user", user, "channel", "news"));
        assertThat(Door.get("/users/" + user).body()).doesNotContain("public");
        assertProblem(Door.call("PATCH", "/users/" + user, Form.of("public", "new*")), 400);
    }

    private static void change(String user, String... form) {
        Answer changed = Door.call("PATCH", "/users/" + user, Form.of(form));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    }

    /** As people write it into MongoDB, of which the broker is told nothing. */
    @Test
    default void whatIsWrittenByHandOpensAndClosesChannels() {
        Site site = Site.ofNewUser();
        String user = site.user().key();
        site.user().setIn(Broker.MONGO.url(), "public", List.of("news", 7, "new*", ""));
        try (var stream = opened(user, "news")) {
            assertRefused(Form.of("user", user, "channel", "new*"));
            site.user().setIn(Broker.MONGO.url(), "public", "news");
            stream.awaitEnd();
        }
        await().untilAsserted(() -> assertRefused(Form.of("user", user, "channel", "news")));
    }

    @Test
    default void aPublicStreamEndsWithItsUserAndWithItsChannel() {
        Site site = Site.ofNewUser("public", "news");
        String user = site.user().key();
        try (var stream = opened(user, "news")) {
            assertThat(site.delete("/channel/news").status()).isEqualTo(204);
            stream.awaitEnd();
        }
        try (var stream = opened(user, "news")) {
            change(user, "disabled", "true");
            stream.awaitEnd();
        }
        assertRefused(Form.of("user", user, "channel", "news"));
    }

    @Test
    default void aPublicStreamIsOneOfItsUsersAndOpensNothingElse() {
        Site site = Site.ofNewUser("public", "news", "max_connections", "1");
        String user = site.user().key();
        try (var stream = open(user, "news")) {
            String socket = stream.next().replaceFirst("(?s).*\"socket\":\"([^\"]+)\".*", "$1");
            try (var second = open(user, "news")) {
                assertThat(second.nextOrEnd()).startsWith("retry: ").doesNotContain("event:");
            }
            assertThat(Door.post("/socket/" + socket, Form.of("data", "d")).status())
                    .isEqualTo(404);
            try (var refused = Site.open(socket)) {
                assertThat(refused.status()).isEqualTo(404);
            }
            Form post = Form.of("user", user, "channel", "news", "data", "d");
            assertThat(Door.post("/event", post).status()).isEqualTo(401);
            String present = Jwt.of(user, "[{\"channel\":\"news\",\"rights\":[\"presence\"]}]")
                    .signed(site.user().secret());
            assertThat(Door.get("/channel/news/users", "Authorization", "Bearer " + present)
                            .body())
                    .isEqualTo("[]");
        }
    }

    @Test
    default void aPageOfAnyOriginThatIsAllowedReadsIt() {
        String user = publicSite("news");
        try (var stream = open(user, "news", "Origin: " + TokensOfBrowsers.ORIGIN)) {
            assertThat(stream.headers()).containsEntry("Access-Control-Allow-Origin", TokensOfBrowsers.ORIGIN);
        }
        try (var refused = open(user, "closed", "Origin: " + TokensOfBrowsers.ORIGIN)) {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.headers()).containsEntry("Access-Control-Allow-Origin", TokensOfBrowsers.ORIGIN);
        }
        String expired =
                Jwt.of(user, "[\"news\"]", Instant.now().minusSeconds(5)).signed("any secret");
        try (var refused = open(
                user,
                "news",
                "Origin: " + TokensOfBrowsers.ORIGIN,
                "Cookie: " + TokensOfBrowsers.COOKIE + "=" + expired)) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }
}
