package dev.eventsource.broker.it.stream;

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
import dev.eventsource.broker.it.support.ServerLog;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.run.TestUser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What pages and servers do with tokens that Alice's server has signed, and nobody was asked for. */
public interface StreamsByToken extends FeedTests {
    Pattern ID = Pattern.compile("id: (.+)\n");
    String ALICE = Broker.ALICE.key();

    /** In all its rights on that channel. */
    private static String token(String channel) {
        return signed(Jwt.of(ALICE, all(channel)));
    }

    private static String all(String channel) {
        return "[{\"channel\":\"%s\",\"rights\":[\"subscribe\",\"publish\",\"presence\"]}]".formatted(channel);
    }

    private static String signed(Jwt token) {
        return token.signed(Broker.ALICE.secret());
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private static EventStreamClient open(String token, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(bearer(token));
        return Site.open(Form.of("transport", "stream"), all.toArray(String[]::new));
    }

    @Test
    default void aTokenPublishesTheLinesThatItMay() {
        String channel = Site.newChannel();
        String body = String.join(
                "\n",
                Message.to(channel).toString(),
                Message.to("another").toString(),
                Message.to(channel).id("1").toString());
        Answer answer =
                Door.postBody("/events", "application/x-ndjson", body, "Authorization", "Bearer " + token(channel));
        assertThat(answer.object().getInt("accepted")).as(answer.toString()).isEqualTo(1);
        assertThat(answer.object().getJsonArray("results").getJsonObject(1).getInt("status"))
                .isEqualTo(403);
        assertThat(answer.object().getJsonArray("results").getJsonObject(2).getInt("status"))
                .isEqualTo(400);
    }

    @Test
    default void aTokenReadsThePastOfTheChannelsThatItSubscribesTo() {
        String channel = Site.newChannel();
        publishAndAwait(Message.to(channel).id("1"));
        String path = "/channel/" + channel + "/events?last=1";
        String mayRead = "Bearer " + signed(Jwt.of(ALICE, "[\"" + channel + "\"]"));
        Answer answer = Door.get(path, "Authorization", mayRead, "Origin", "https://app.example");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.object().getJsonArray("events").getJsonObject(0).getString("id"))
                .isEqualTo("1");
        String mayPublish = signed(Jwt.of(ALICE, "[{\"channel\":\"%s\",\"rights\":[\"publish\"]}]".formatted(channel)));
        assertThat(Door.get(path, "Authorization", "Bearer " + mayPublish).status())
                .isEqualTo(403);
    }

    @Test
    default void aTokenOpensAStreamOfItsChannels() {
        String channel = Site.newChannel();
        try (var stream = open(signed(Jwt.of(ALICE, "[\"" + channel + "\"]")))) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.next()).contains("event: eshq:open\n", "\"channels\":[\"" + channel + "\"]");
            exchange().publish(Message.to(channel).id("1"));
            assertThat(stream.next()).startsWith("id: 1\n");
            exchange().publish(Message.to(channel).id("2").with("user", "bob"));
            exchange().publish(Message.to(channel).id("3").with("user", ALICE));
            assertThat(stream.next()).startsWith("id: 3\n");
        }
    }

    @Test
    default void aTokensChannelsAreNamedOrMatched() {
        String channel = Site.newChannel();
        String token = signed(Jwt.of(ALICE, "[\"a\",{\"pattern\":\"%s.*\"}]".formatted(channel)));
        String header = bearer(token);
        try (var stream = Site.open(Form.of("channel", channel + ".7"), header)) {
            assertThat(stream.next()).contains("\"channels\":[\"" + channel + ".7\"]");
        }
        try (var refused = Site.open(Form.of("channel", "a", "channel", channel), header)) {
            assertThat(refused.status()).isEqualTo(403);
        }
        try (var refused = Site.open(Form.of("socket", "s"), header)) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Test
    default void aTokensPatternsAreStreamsOfAllThatTheyMatch() {
        String room = Site.newChannel();
        String token = signed(Jwt.of(ALICE, "[\"%s\",{\"pattern\":\"%s.*\"}]".formatted(room, room)));
        String header = bearer(token);
        try (var all = Site.open(Form.of("transport", "stream"), header);
                var some = Site.open(Form.of("pattern", room + ".*"), header);
                var more = Site.open(Form.of("pattern", room + ".#"), header)) {
            assertThat(all.next()).contains("\"channels\":[\"" + room + "\"],\"patterns\":[\"" + room + ".*\"]");
            assertThat(some.next()).contains("\"channels\":[],\"patterns\":[\"" + room + ".*\"]");
            assertThat(more.status()).isEqualTo(403);
            exchange().publish(Message.to(room).id("1"));
            exchange().publish(Message.to(room + ".a").id("2"));
            assertThat(all.next()).startsWith("id: 1\n");
            assertThat(all.next()).startsWith("id: 2\n");
            assertThat(some.next()).startsWith("id: 2\n");
        }
    }

    /** Each poll is a stream of its own: before the first event the position goes on, and then the last id. */
    @Test
    default void aTokenAndAPatternPoll() {
        String room = Site.newChannel();
        String header = "Bearer " + signed(Jwt.of(ALICE, "[{\"pattern\":\"%s.*\"}]".formatted(room)));
        Form polled = Form.of("pattern", room + ".*", "transport", "long-poll", "tell", "channel");
        String position;
        try (var stream = Site.open(Form.of("pattern", room + ".*"), "Authorization: " + header)) {
            position = stream.next().replaceFirst("(?s).*\"position\":\"([^\"]+)\".*", "$1");
        }
        publishAndAwait(Message.to(room + ".a").id("1"), Message.to(room + ".b").id("2"));
        Answer first = poll(polled.and(Form.of("last-event-id", position)), header);
        assertThat(first.body())
                .matches(
                        "(?s)retry: \\d+\nevent: eshq:resumed\n[^\n]+\n\nevent: eshq:channel\ndata: %s.a\n\nid: 1\ndata: d\n\n"
                                        .formatted(room)
                                + "event: eshq:channel\ndata: %s.b\n\nid: 2\ndata: d\n\n".formatted(room));
        var waiting = CompletableFuture.supplyAsync(() -> poll(polled.and(Form.of("last-event-id", "2")), header));
        publishAndAwait(Message.to(room + ".b").id("3"));
        assertThat(waiting.join().body())
                .endsWith("event: eshq:channel\ndata: %s.b\n\nid: 3\ndata: d\n\n".formatted(room));
        assertThat(poll(Form.of("pattern", "#", "transport", "long-poll"), header)
                        .status())
                .isEqualTo(403);
    }

    private static Answer poll(Form query, String header) {
        return Door.get("/eventsource?" + query.encoded(), "Authorization", header);
    }

    /** On any node, without anything that a node or MongoDB would know. */
    @Test
    default void goesOnBehindTheLastEventWithAnotherToken() {
        String channel = Site.newChannel();
        String last;
        try (var stream = open(token(channel))) {
            stream.next();
            exchange().publish(Message.to(channel));
            Matcher id = ID.matcher(stream.next());
            assertThat(id.find()).isTrue();
            last = id.group(1);
        }
        publishAndAwait(Message.to(channel).id("missed"));
        try (var stream = open(signed(Jwt.of(ALICE, all(channel)).with("jti", "\"2\"")), "Last-Event-ID: " + last)) {
            assertThat(stream.next()).contains("event: eshq:resumed\n", "\"replayed\":1");
            assertThat(stream.next()).startsWith("id: missed\n");
        }
    }

    @Test
    default void aStreamEndsWhenItsTokenDoes() {
        String channel = Site.newChannel();
        Instant end = Instant.now().plusSeconds(6);
        String token = signed(Jwt.of(ALICE, all(channel), end));
        try (var stream = open(token)) {
            stream.next();
            exchange().publish(Message.to(channel).id("1"));
            assertThat(stream.next()).startsWith("id: 1\n");
            assertThat(stream.next())
                    .startsWith("event: eshq:expiring\ndata: {\"exp\":" + end.getEpochSecond() + ",\"seconds\":");
            assertThat(stream.next())
                    .isEqualTo("event: eshq:expired\ndata: {\"exp\":" + end.getEpochSecond() + "}\n\n");
            stream.awaitEnd();
        }
        try (var refused = open(token)) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    @Test
    default void whoIsRefusedLearnsNotWhyAndOperatorsDo() {
        String wrong = Jwt.of(ALICE, "[\"a\"]").signed("another secret");
        String expired = signed(Jwt.of(ALICE, "[\"a\"]", Instant.now().minusSeconds(5)));
        try (ServerLog log = ServerLog.watch()) {
            Answer first = Door.get("/eventsource", "Authorization", "Bearer " + wrong);
            Answer second = Door.get("/eventsource", "Authorization", "Bearer " + expired);
            assertThat(first.status()).isEqualTo(401);
            assertThat(first.header("WWW-Authenticate")).startsWith("Bearer ");
            assertThat(first.contentType()).isEqualTo("application/problem+json");
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(Door.get("/eventsource", "Authorization", "Bearer nonsense")
                            .body())
                    .isEqualTo(first.body());
            await().untilAsserted(() -> assertThat(log.text())
                    .contains(
                            "Refused a token of the issuer 'alice': wrong signature",
                            "Refused a token of the issuer 'alice': expired"));
        }
        assertThat(Door.get("/metrics").body()).contains("eventsource_refused_tokens_total{reason=\"expired\"}");
    }

    @Test
    default void aTokenPublishesWhereItAllows() {
        String channel = Site.newChannel();
        String header = "Bearer " + token(channel);
        try (var stream = open(token(channel))) {
            stream.next();
            Answer sent = Door.post("/event", Form.of("channel", channel, "data", "d"), "Authorization", header);
            assertThat(sent.status()).as(sent.toString()).isEqualTo(200);
            assertThat(stream.next()).startsWith("id: ").endsWith("\ndata: d\n\n");
        }
        // Used twice, an id would have others miss what lies between.
        Form named = Form.of("channel", channel, "data", "d", "id", "1");
        assertThat(Door.post("/event", named, "Authorization", header).status()).isEqualTo(400);
        Form elsewhere = Form.of("channel", "elsewhere", "data", "d");
        assertThat(Door.post("/event", elsewhere, "Authorization", header).status())
                .isEqualTo(403);
        assertThat(Door.post("/event", elsewhere.and(Site.ALICES.credentials().parameters()), "Authorization", header)
                        .status())
                .isEqualTo(400);
        String wrong = "Bearer " + Jwt.of(ALICE, all(channel)).signed("another");
        assertThat(Door.post("/event", elsewhere, "Authorization", wrong).status())
                .isEqualTo(401);
    }

    /** As some libraries write JSON. */
    @Test
    default void aTokenWhoseHeaderHasSpacesPublishesToo() {
        String channel = Site.newChannel();
        for (String header : List.of("{ \"alg\" : \"HS256\" }", "{\n  \"alg\": \"HS256\"\n}\n")) {
            String token = signed(Jwt.of(ALICE, all(channel)).withHeader(header));
            Form event = Form.of("channel", channel, "data", "d");
            assertThat(Door.post("/event", event, "Authorization", "Bearer " + token)
                            .status())
                    .isEqualTo(200);
        }
    }

    /** The ticket would outlive the token. */
    @Test
    default void aTokenOpensNoTicket() {
        Answer answer = Door.post("/socket", Form.of("channel", "a"), "Authorization", "Bearer " + token("a"));
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    default void whoIsThereByATokenIsPresent() {
        String channel = Site.newChannel();
        String path = "/channel/" + channel + "/users";
        try (var stream = open(signed(Jwt.of(ALICE, all(channel)).with("presence_id", "\"ann\"")))) {
            stream.next();
            await().untilAsserted(() -> assertThat(Door.get(path, "Authorization", "Bearer " + token(channel))
                            .body())
                    .isEqualTo("[\"ann\"]"));
        }
        await().untilAsserted(() -> assertThat(Door.get(path, "Authorization", "Bearer " + token(channel))
                        .body())
                .isEqualTo("[]"));
        String subscriber = signed(Jwt.of(ALICE, "[\"" + channel + "\"]"));
        assertThat(Door.get(path, "Authorization", "Bearer " + subscriber).status())
                .isEqualTo(403);
    }

    /** Though its socket id is told to the page. */
    @Test
    default void aTokensSocketIsOfNoUseWithoutTheToken() {
        String channel = Site.newChannel();
        try (var stream = open(signed(Jwt.of(ALICE, all(channel)).with("presence_id", "\"ann\"")))) {
            String socket = stream.next().replaceFirst("(?s).*\"socket\":\"([^\"]+)\".*", "$1");
            String path = "/channel/" + channel + "/users";
            await().untilAsserted(() -> assertThat(Door.get(path, "Authorization", "Bearer " + token(channel))
                            .body())
                    .isEqualTo("[\"ann\"]"));
            assertThat(Door.post("/socket/" + socket, Form.of("data", "d")).status())
                    .isEqualTo(404);
            try (var refused = Site.open(socket)) {
                assertThat(refused.status()).isEqualTo(404);
            }
        }
    }

    @Test
    default void endsWithItsChannelAndWithItsUser() {
        Site site = Site.ofNewUser();
        Jwt token = Jwt.of(site.user().key(), "[\"a\"]");
        try (var stream = open(token.signed(site.user().secret()))) {
            stream.next();
            assertThat(site.delete("/channel/a").status()).isEqualTo(204);
            stream.awaitEnd();
        }
        try (var stream = open(token.signed(site.user().secret()))) {
            stream.next();
            assertThat(Door.call("PATCH", "/users/" + site.user().key(), Form.of("disabled", "true"))
                            .status())
                    .isEqualTo(200);
            stream.awaitEnd();
        }
        try (var refused = open(token.signed(site.user().secret()))) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    @Test
    default void aRevokedTokenEndsItsStreamAndProvesNothing() {
        Jwt token = Jwt.of(ALICE, "[\"a\"]").with("presence_id", "\"eve\"").with("jti", "\"revoked\"");
        Jwt other = Jwt.of(ALICE, "[\"a\"]").with("presence_id", "\"bill\"");
        try (var stream = open(signed(token));
                var stays = open(signed(other))) {
            stream.next();
            stays.next();
            assertThat(Site.ALICES.post("/token/revoke", Form.of()).status()).isEqualTo(400);
            assertThat(Site.ALICES
                            .post("/token/revoke", Form.of("jti", "revoked"))
                            .status())
                    .isEqualTo(204);
            stream.awaitEnd();
            publishAndAwait(Message.to("a").id("after"));
            assertThat(stays.next()).startsWith("id: after\n");
        }
        try (var refused = open(signed(token))) {
            assertThat(refused.status()).isEqualTo(401);
        }
        Form presence = Form.of("presence_id", "bill", "user", ALICE);
        assertThat(Door.post("/token/revoke", presence).status()).isEqualTo(204);
        try (var refused = open(signed(other))) {
            assertThat(refused.status()).isEqualTo(401);
        }
        String later = Long.toString(Instant.now().getEpochSecond() + 2);
        await().untilAsserted(() -> {
            try (var newer = open(signed(other.with("iat", later)))) {
                assertThat(newer.status()).isEqualTo(200);
            }
        });
    }

    /** Nobody knows whether one that does not say it was made before. */
    @Test
    default void whoHasRevokedAllNeedsTokensThatSayWhenTheyWereMade() {
        Site site = Site.ofNewUser();
        Jwt token = Jwt.of(site.user().key(), "[\"a\"]");
        try (var stream = open(token.signed(site.user().secret()))) {
            stream.next();
            assertThat(site.post("/token/revoke", Form.of("all", "true")).status())
                    .isEqualTo(204);
            stream.awaitEnd();
        }
        String later = Long.toString(Instant.now().getEpochSecond() + 2);
        await().untilAsserted(() -> {
            try (var newer = open(token.with("iat", later).signed(site.user().secret()))) {
                assertThat(newer.status()).isEqualTo(200);
            }
        });
        try (var refused = open(token.with("jti", "\"new\"").signed(site.user().secret()))) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    /** Who is seen lately is not asked for: a stream costs MongoDB nothing. */
    @Test
    default void opensWhileMongoDbIsAway() {
        String channel = Site.newChannel();
        open(token(channel)).close();
        Broker.MONGO.close();
        try {
            for (int i = 0; i < 10; i++) {
                try (var stream = open(signed(Jwt.of(ALICE, all(channel)).with("jti", "\"" + i + "\"")))) {
                    assertThat(stream.next()).contains("event: eshq:open\n");
                }
            }
        } finally {
            Broker.MONGO.start();
            Broker.awaitReady();
        }
    }

    /** As where the signal that tells of it is lost. */
    @Test
    default void endsWithItsUserThoughNobodyTells() {
        TestUser user = Site.ofNewUser().user();
        try (var stream = open(Jwt.of(user.key(), "[\"a\"]").signed(user.secret()))) {
            stream.next();
            user.removeFrom(Broker.MONGO.url());
            stream.awaitEnd();
        }
    }
}
