package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.PATH;
import static dev.eventsource.broker.it.mercure.HubCalls.access;
import static dev.eventsource.broker.it.mercure.HubCalls.newTopic;
import static dev.eventsource.broker.it.mercure.HubCalls.open;
import static dev.eventsource.broker.it.mercure.HubCalls.publisher;
import static dev.eventsource.broker.it.mercure.HubCalls.publishersAccess;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribed;
import static dev.eventsource.broker.it.mercure.HubCalls.subscriber;
import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hub of draft 08 alone, to which what draft 07 has means nothing. */
@Tag("once-per-server")
@ArquillianTest
class MercureEightIT {
    @Deployment(testable = false)
    static WebArchive war() {
        HubCalls.SETTINGS.forEach(System::setProperty);
        System.setProperty("MERCURE", "1");
        return Broker.war();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void forget() {
        HubCalls.SETTINGS.keySet().forEach(System::clearProperty);
    }

    @Test
    void topicsCannotBeAskedForAsInDraftSeven() {
        try (var stream = open(Form.of("topic", newTopic()))) {
            assertThat(stream.status()).isEqualTo(400);
        }
    }

    /** And where a topic stands beside a matcher, the matcher alone counts. */
    @Test
    void aParameterOfDraftSevenSelectsNothing() {
        String topic = newTopic();
        try (var stream = subscribed(open(Form.of("match", topic, "topic", topic + "/other")))) {
            publish(topic + "/other", "1");
            publish(topic, "2");
            assertThat(stream.next()).endsWith("data: 2\n\n");
        }
    }

    @Test
    void tokensOfDraftSevenProveNothing() {
        String topic = newTopic();
        assertProblem(HubCalls.tryToPublish("topic", topic), 401);
        Form form = Form.of("topic", topic);
        assertProblem(Door.post(PATH, form, "Cookie", "mercureAuthorization=" + publisher("*")), 401);
        assertProblem(Door.post(PATH + "?authorization=" + publisher("*"), form), 401);
        try (var stream = open(Form.of("match", topic), "Authorization: Bearer " + subscriber("*"))) {
            assertThat(stream.status()).isEqualTo(401);
        }
    }

    /** Nor do those of draft 08 that are shown as in draft 07: who shows them is anybody. */
    @Test
    void tokensInTheQueryAndTheOlderCookieProveNothing() {
        String topic = newTopic();
        String token = HubCalls.subscribersAccess(access("subscribe", topic)).replace("Bearer ", "");
        Form query = Form.of("match", topic);
        try (var byQuery = subscribed(open(query.and("authorization", token)));
                var byCookie = subscribed(open(query, "Cookie: mercureAuthorization=" + token));
                var byHeader = subscribed(open(query, "Authorization: Bearer " + token))) {
            publish(topic, "secret", "private", "on");
            publish(topic, "open");
            assertThat(byHeader.next()).endsWith("data: secret\n\n");
            assertThat(byQuery.next()).endsWith("data: open\n\n");
            assertThat(byCookie.next()).endsWith("data: open\n\n");
        }
    }

    /** The header is another than draft 07's. */
    @Test
    void aStreamGoesOnByTheHeaderOfDraftEight() {
        String topic = newTopic();
        String first = publish(topic, "1");
        publish(topic, "2");
        try (var stream = subscribed(open(Form.of("match", topic), "Last-Event-ID: " + first))) {
            assertThat(stream.headers())
                    .containsEntry("Mercure-Last-Event-ID", first)
                    .doesNotContainKey("Last-Event-ID");
            assertThat(stream.next()).endsWith("data: 2\n\n");
        }
    }

    private static String publish(String topic, String data, String... more) {
        Form form = Form.of("topic", topic, "data", data).and(Form.of(more));
        Answer answer = Door.post(PATH, form, "Authorization", publishersAccess(access("publish", "*")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }
}
