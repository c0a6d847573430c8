package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.newTopic;
import static dev.eventsource.broker.it.mercure.HubCalls.open;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribed;
import static dev.eventsource.broker.it.mercure.HubCalls.topics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.Problems;
import dev.eventsource.broker.token.KeyPublisher;
import java.security.KeyPair;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hub whose tokens' keys are elsewhere. */
@Tag("once-per-server")
@ArquillianTest
class MercureKeysIT {
    private static final KeyPublisher ISSUER = new KeyPublisher();
    private static final KeyPair KEY = KeyPublisher.rsa();
    private static final String CLAIMS = "{\"mercure\":{\"publish\":[\"*\"],\"subscribe\":[\"*\"]}}";
    private static final List<String> URLS = List.of("MERCURE_PUBLISHER_JWKS_URL", "MERCURE_SUBSCRIBER_JWKS_URL");

    @Deployment(testable = false)
    static WebArchive war() {
        HubCalls.SETTINGS.forEach(System::setProperty);
        URLS.forEach(url -> System.setProperty(url, ISSUER.url()));
        System.setProperty("MERCURE_SUBSCRIPTIONS", "true");
        return Broker.war();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void forget() {
        HubCalls.SETTINGS.keySet().forEach(System::clearProperty);
        URLS.forEach(System::clearProperty);
        System.clearProperty("MERCURE_SUBSCRIPTIONS");
        ISSUER.close();
    }

    /** Nobody waits in a thread of the server's; until then a subscriber is told to come back. */
    @Test
    void tokensCountAsSoonAsTheirKeysCanBeHad() {
        ISSUER.answer(500, "");
        String token = seven(KEY);
        String topic = newTopic();
        assertThat(publish(token, topic).status()).isEqualTo(503);
        assertThat(Door.get(Watching.ROOT, "Authorization", token).status()).isEqualTo(503);
        try (var away = open(topics(topic), "Authorization: " + token)) {
            assertThat(away.status()).isEqualTo(200);
            assertThat(away.next()).matches("retry: \\d+\n\n");
            away.awaitEnd();
        }
        ISSUER.publish(KeyPublisher.jwk("one", KEY, ""));
        // Each role's set is asked for by itself, and not too often.
        await().untilAsserted(() -> assertThat(publish(token, topic).status()).isEqualTo(200));
        await().untilAsserted(() -> assertThat(
                        Door.get(Watching.ROOT, "Authorization", token).status())
                .isEqualTo(200));
        String access = "Authorization: " + eight(topic);
        try (var stream = subscribed(open(topics(topic), "Authorization: " + seven(KEY)));
                var ofEight = subscribed(open(Form.of("match", topic), access))) {
            String id = publish(seven(KEY), topic).body();
            assertThat(stream.next()).startsWith("id: " + id + "\n");
            assertThat(ofEight.next()).startsWith("id: " + id + "\n");
            assertThat(Door.get(Watching.ROOT, "Authorization", seven(KEY)).status())
                    .isEqualTo(200);
        }
        String foreign = seven(KeyPublisher.rsa());
        Problems.assertProblem(publish(foreign, topic), 401);
        Problems.assertProblem(Door.get(Watching.ROOT, "Authorization", foreign), 401);
        try (var refused = open(topics(topic), "Authorization: " + foreign)) {
            assertThat(refused.status()).isEqualTo(401);
        }
        // The settings' own keys do not count beside.
        Problems.assertProblem(HubCalls.tryToPublish("topic", topic), 401);
    }

    private static String seven(KeyPair key) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"one\"}";
        return "Bearer " + new Jwt(header, CLAIMS).signed(key.getPrivate(), "SHA256withRSA");
    }

    private static String eight(String topic) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"one\",\"typ\":\"at+jwt\"}";
        return "Bearer "
                + HubCalls.access("subscribe", topic).withHeader(header).signed(KEY.getPrivate(), "SHA256withRSA");
    }

    private static Answer publish(String authorization, String topic) {
        return Door.post(HubCalls.PATH, Form.of("topic", topic, "private", "on"), "Authorization", authorization);
    }
}
