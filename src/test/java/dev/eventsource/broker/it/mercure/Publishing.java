package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.PATH;
import static dev.eventsource.broker.it.mercure.HubCalls.newTopic;
import static dev.eventsource.broker.it.mercure.HubCalls.publish;
import static dev.eventsource.broker.it.mercure.HubCalls.publisher;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribe;
import static dev.eventsource.broker.it.mercure.HubCalls.subscriber;
import static dev.eventsource.broker.it.mercure.HubCalls.tryToPublish;
import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.RawHttp;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What publishers of the hub are answered. */
interface Publishing {
    @Test
    default void anUpdateHasEveryFieldOfAnEvent() {
        String topic = newTopic();
        try (var stream = subscribe(topic)) {
            String id = publish("topic", topic, "data", "one\ntwo", "id", "urn:x:1", "type", "kind", "retry", "1500");
            assertThat(id).isEqualTo("urn:x:1");
            assertThat(stream.next()).isEqualTo("retry: 1500\nid: urn:x:1\nevent: kind\ndata: one\ndata: two\n\n");
        }
    }

    @Test
    default void theHubMakesAnIdAndNeedsNoData() {
        String topic = newTopic();
        try (var stream = subscribe(topic)) {
            String id = publish("topic", topic);
            assertThat(id).matches("urn:uuid:[0-9a-f-]{36}");
            assertThat(stream.next()).isEqualTo("id: " + id + "\ndata: \n\n");
        }
    }

    @Test
    default void aLongUpdateComesWholly() {
        String topic = newTopic();
        String data = "0123456789".repeat(50_000);
        try (var stream = subscribe(topic, newTopic())) {
            publish("topic", newTopic(), "data", "not wanted");
            String id = publish("topic", topic, "data", data);
            publish("topic", topic, "data", "behind it");
            assertThat(stream.next()).isEqualTo("id: " + id + "\ndata: " + data + "\n\n");
            assertThat(stream.next()).endsWith("data: behind it\n\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | data=d",
                "400 | topic=*",
                "400 | topic=",
                "400 | topic=/.well-known/mercure/subscriptions/a/b",
                "400 | topic=a\tb",
                "400 | topic=a&id=#fragment",
                "400 | topic=a&id=earliest",
                "400 | topic=a&id=@1",
                "400 | topic=a&retry=soon",
                "400 | topic=a&retry=-1",
                "400 | topic=a&data=1&data=2",
                "400 | topic=a&type=eshq:reset",
            })
    default void whatTheHubDoesNotTakeIsRefused(int status, String form) {
        String[] namesAndValues = Stream.of(form.split("&"))
                .flatMap(pair -> Stream.of(pair.split("=", 2)))
                .toArray(String[]::new);
        assertProblem(tryToPublish(namesAndValues), status);
    }

    @Test
    default void whatIsTooMuchIsRefused() {
        Form many = Form.of();
        for (int i = 0; i < 33; i++) {
            many = many.and("topic", "topic-" + i);
        }
        String authorization = "Bearer " + publisher("*");
        assertProblem(Door.post(PATH, many, "Authorization", authorization), 413);
        assertProblem(tryToPublish("topic", "x".repeat(1_025)), 413);
        assertProblem(tryToPublish("topic", "a", "id", "x".repeat(256)), 413);
        assertProblem(tryToPublish("topic", "a", "data", "x".repeat((1 << 20) + 1)), 413);
    }

    @Test
    default void whatIsNoFormIsRefused() {
        String authorization = "Bearer " + publisher("*");
        Answer answer = Door.post(
                PATH, Form.of("topic", "a"), "Authorization", authorization, "Content-Type", "application/json");
        assertProblem(answer, 415);
    }

    /** A part of the topics is not enough. */
    @Test
    default void aPublisherMustHaveAllTopics() {
        String topic = newTopic();
        String other = newTopic();
        Form both = Form.of("topic", topic, "topic", other, "data", "d");
        try (var stream = subscribe(topic)) {
            assertProblem(Door.post(PATH, both, "Authorization", "Bearer " + publisher(topic)), 403);
            assertProblem(Door.post(PATH, both, "Authorization", "Bearer " + publisher()), 403);
            Answer answer = Door.post(PATH, both, "Authorization", "Bearer " + publisher(topic, "https://{+any}"));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(stream.next()).startsWith("id: " + answer.body() + "\n");
        }
    }

    @Test
    default void aPublisherProvesItself() {
        Form form = Form.of("topic", "a", "data", "d");
        assertProblem(Door.post(PATH, form), 401);
        assertProblem(Door.post(PATH, form, "Authorization", "Bearer " + subscriber("*")), 401);
        assertProblem(Door.post(PATH, form, "Authorization", "Basic YWxpY2U6YWxpY2Utc2VjcmV0"), 401);
        // Of the header's kind and the query's the header's counts.
        String good = PATH + "?authorization=" + publisher("*");
        assertProblem(Door.post(good, form, "Authorization", "Bearer " + subscriber("*")), 401);
        assertThat(Door.post(good, form).status()).isEqualTo(200);
    }

    /** RFC 6265bis: browsers send cookies with whatever page makes the call. */
    @Test
    default void aCookieCountsForPagesOfTrustedOriginsAlone() {
        Form form = Form.of("topic", "a", "data", "d");
        String cookie = "mercureAuthorization=" + publisher("*");
        assertProblem(Door.post(PATH, form, "Cookie", cookie), 403);
        assertProblem(Door.post(PATH, form, "Cookie", cookie, "Origin", "https://evil.example.org"), 403);
        Answer answer = Door.post(PATH, form, "Cookie", cookie, "Origin", HubCalls.ORIGIN);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(HubCalls.ORIGIN);
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    }

    /** Before its body is there, of which no more than a part is sent. */
    @ParameterizedTest
    @CsvSource({"413,9000000", "401,1000"})
    default void pagesMayReadWhatIsRefusedAtOnce(int status, int length) {
        String call = "POST " + PATH + " HTTP/1.1\r\nHost: " + Broker.uri("/").getAuthority() + "\r\nOrigin: "
                + HubCalls.ORIGIN + "\r\nAuthorization: Bearer wrong\r\nContent-Length: " + length
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nt";
        assertThat(RawHttp.problem(call))
                .startsWith("HTTP/1.1 " + status)
                .contains(
                        "Access-Control-Allow-Origin: " + HubCalls.ORIGIN,
                        "Access-Control-Allow-Credentials: true",
                        "application/problem+json");
    }

    @Test
    default void otherMethodsAreRefused() {
        Answer answer = Door.call("PUT", PATH);
        assertProblem(answer, 405);
        assertThat(answer.header("Allow")).contains("GET", "POST", "OPTIONS");
        Answer preflight =
                Door.call("OPTIONS", PATH, "Origin", HubCalls.ORIGIN, "Access-Control-Request-Method", "POST");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
    }
}
