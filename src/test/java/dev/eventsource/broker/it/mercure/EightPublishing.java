package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.PATH;
import static dev.eventsource.broker.it.mercure.HubCalls.access;
import static dev.eventsource.broker.it.mercure.HubCalls.newTopic;
import static dev.eventsource.broker.it.mercure.HubCalls.publishersAccess;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribe;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribersAccess;
import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What publishers of draft 08 are answered. */
interface EightPublishing {
    String METADATA_PATH = "/.well-known/oauth-protected-resource/.well-known/mercure";
    String METADATA = "https://hub.example.org" + METADATA_PATH;

    private static Answer publish(String authorization, String... form) {
        return Door.post(PATH, Form.of(form), "Authorization", authorization);
    }

    private static void assertChallenge(Answer answer, int status, String error) {
        assertProblem(answer, status);
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"eventsource\"" + error + ", resource_metadata=\"" + METADATA + "\"");
    }

    @Test
    default void anUpdateIsAnsweredWithItsId() {
        String topic = newTopic();
        try (var stream = subscribe(topic)) {
            Answer answer =
                    publish(publishersAccess(access("publish", topic)), "topic", topic, "data", "a\rb\r\nc", "x", "y");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
            assertThat(stream.next()).isEqualTo("id: " + answer.body() + "\ndata: a\ndata: b\ndata: c\n\n");
        }
    }

    /** Whoever publishes, for subscribers rely on it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topic=*",
                "topic=a\u200Bb",
                "topic=a\u0085b",
                "topic=/.well-known/mercure",
                "topic=/.well-known/%6Dercure/subscriptions/a",
                "topic=https://other.example.org/.well-known/x/../mercure/a",
                "topic=a&topic=mercure/a",
                "topic=a&id=#1",
                "topic=a&id=earliest",
                "topic=a&id=a\u0085b",
                "topic=a&id=a\u200Eb",
                "topic=a&type=mercure",
                "topic=a&type=a\u0001b",
                "topic=a&type=a\u200Eb",
                "topic=a&retry=1s",
                "data=a",
            })
    default void whatDraftEightDoesNotTakeIsRefused(String form) {
        String[] namesAndValues = Stream.of(form.split("&"))
                .flatMap(pair -> Stream.of(pair.split("=", 2)))
                .toArray(String[]::new);
        assertProblem(publish(publishersAccess(access("publish", "*")), namesAndValues), 400);
        assertProblem(HubCalls.tryToPublish(namesAndValues), 400);
    }

    @Test
    default void aTokenOfDraftEightMustAllowEachTopic() {
        String topic = newTopic();
        String[] both = {"topic", topic + "/1", "topic", "alternate"};
        try (var stream = subscribe(topic + "/1")) {
            for (Jwt less : new Jwt[] {
                access("publish", "pattern:" + topic + "/:id"),
                access("subscribe", "*"),
                access("publish", topic + "/:id", "alternate"),
                access("publish", "*").with("authorization_details", ""),
                access("publish", "*").with("authorization_details", "[{\"type\":\"other\"}]"),
                access("look", "*")
            }) {
                assertChallenge(publish(publishersAccess(less), both), 403, ", error=\"insufficient_scope\"");
            }
            Answer answer =
                    publish(publishersAccess(access("publish", "pattern:" + topic + "/:id", "alternate")), both);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(stream.next()).startsWith("id: " + answer.body() + "\n");
        }
    }

    /** All but the first prove nothing, and none says which. */
    @Test
    default void aTokenOfDraftEightIsCheckedInEveryWay() {
        Jwt good = access("publish", "*");
        for (String type : new String[] {"at+jwt", "AT+JWT", "application/at+jwt"}) {
            Jwt same = good.withHeader("{\"alg\":\"HS256\",\"typ\":\"%s\"}".formatted(type));
            assertThat(publish(publishersAccess(same), "topic", "a").status()).isEqualTo(200);
        }
        assertThat(publish(
                                publishersAccess(
                                        good.with("aud", "[\"x\",\"" + HubCalls.setting("MERCURE_URL") + "\"]")),
                                "topic",
                                "a")
                        .status())
                .isEqualTo(200);
        for (Jwt bad : new Jwt[] {
            good.with("iss", ""),
            good.with("iss", "\"https://issuer.example.org/\""),
            good.with("aud", ""),
            good.with("aud", "\"https://hub.example.org\""),
            good.with("exp", ""),
            good.with("exp", "1"),
            good.with("nbf", "4102444800"),
            good.withHeader("{\"alg\":\"HS512\",\"typ\":\"at+jwt\"}"),
            good.withHeader("{\"alg\":\"none\",\"typ\":\"at+jwt\"}"),
        }) {
            assertChallenge(publish(publishersAccess(bad), "topic", "a"), 401, ", error=\"invalid_token\"");
        }
        assertChallenge(publish(subscribersAccess(good), "topic", "a"), 401, ", error=\"invalid_token\"");
        // Of no draft: one of draft 07 allows by another claim.
        assertProblem(
                publish(publishersAccess(good.withHeader("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")), "topic", "a"), 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "[{'type':T,'actions':[],'topics':[{'match':'*'}]}]",
                "[{'type':T,'actions':['publish'],'topics':[]}]",
                "[{'type':T,'actions':['publish',1],'topics':[{'match':'*'}]}]",
                "[{'type':T,'actions':['publish'],'topics':['*']}]",
                "[{'type':T,'actions':['publish'],'topics':[{'match':'*'}],'payload':1}]",
                "[{'type':T,'actions':['publish'],'topics':[{'match':'*'},{'match':'a','match_type':'regexp'}]}]",
                "[{'type':T,'actions':['publish'],'topics':[{'match':'*'}]},{'type':T,'actions':['subscribe'],'topics':[{'match':'/(','match_type':'urlpattern'}]}]",
            })
    default void detailsThatAreNotWellFormedSpoilTheToken(String details) {
        String json = details.replace('\'', '"').replace(":T,", ":\"https://mercure.rocks/authorization-detail\",");
        Jwt token = access("publish", "*").with("authorization_details", json);
        assertChallenge(publish(publishersAccess(token), "topic", "a"), 401, ", error=\"invalid_token\"");
    }

    @Test
    default void aTokenOfDraftEightIsInTheHeaderOrItsCookie() {
        Form form = Form.of("topic", "a");
        String token = publishersAccess(access("publish", "*"));
        String cookie = "__Secure-mercure_access_token=" + token.substring(7);
        String[] own = {"Cookie", cookie, "Origin", HubCalls.ORIGIN};
        assertThat(Door.post(PATH, form, own).status()).isEqualTo(200);
        assertProblem(Door.post(PATH, form, "Cookie", cookie), 403);
        assertProblem(Door.post(PATH, form, "Cookie", cookie, "Origin", "https://evil.example.org"), 403);
        assertChallenge(Door.post(PATH, form), 401, "");
        assertChallenge(Door.post(PATH + "?access_token=" + token.substring(7), form), 401, "");
        String wrong = publishersAccess(access("publish", "*").with("aud", "\"other\""));
        assertChallenge(
                Door.post(PATH, form, "Cookie", cookie, "Origin", HubCalls.ORIGIN, "Authorization", wrong),
                401,
                ", error=\"invalid_token\"");
        assertChallenge(Door.post(PATH, form, "Authorization", "Bearer"), 400, ", error=\"invalid_request\"");
    }

    @Test
    default void theHubTellsWhatTokensItTakes() {
        Answer answer = Door.get(METADATA_PATH, "Origin", HubCalls.ORIGIN);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(HubCalls.ORIGIN);
        assertThat(answer.object().toString())
                .isEqualTo("{\"resource\":\"https://hub.example.org/.well-known/mercure\","
                        + "\"authorization_details_types_supported\":[\"https://mercure.rocks/authorization-detail\"],"
                        + "\"bearer_methods_supported\":[\"header\"],\"mercure_cookie\":\"__Secure-mercure_access_token\","
                        + "\"mercure_matcher_types_supported\":[\"exact\",\"urlpattern\"],"
                        + "\"mercure_subscriptions\":true}");
        assertProblem(Door.get("/.well-known/oauth-protected-resource/other"), 404);
        assertProblem(Door.call("PUT", METADATA_PATH), 405);
        assertProblem(Door.get(Broker.SECOND + "/.well-known/oauth-protected-resource"), 404);
    }
}
