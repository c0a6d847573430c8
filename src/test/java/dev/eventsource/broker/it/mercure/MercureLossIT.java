package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.open;
import static dev.eventsource.broker.it.mercure.HubCalls.topics;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Problems;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hub whose subscribers need tokens, and are told in their streams of what they missed. */
@Tag("once-per-server")
@ArquillianTest
class MercureLossIT {
    @Deployment(testable = false)
    static WebArchive war() {
        HubCalls.SETTINGS.forEach(System::setProperty);
        System.clearProperty("MERCURE_ANONYMOUS");
        System.setProperty("MERCURE_RESET", "true");
        return Broker.war();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void forget() {
        HubCalls.SETTINGS.keySet().forEach(System::clearProperty);
        System.clearProperty("MERCURE_RESET");
    }

    @Test
    void aSubscriberNeedsAToken() {
        try (var anonymous = open(topics("a"))) {
            assertThat(anonymous.status()).isEqualTo(401);
            assertThat(anonymous.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"eventsource\"");
        }
        Problems.assertProblem(Door.post(HubCalls.PATH, Form.of("topic", "a")), 401);
    }

    /** And learns where it is told what such a token is like. */
    @Test
    void aSubscriberOfDraftEightNeedsATokenToo() {
        try (var anonymous = open(Form.of("match", "a"))) {
            assertThat(anonymous.status()).isEqualTo(401);
            assertThat(anonymous.headers())
                    .containsEntry(
                            "WWW-Authenticate",
                            "Bearer realm=\"eventsource\", resource_metadata=\"" + EightPublishing.METADATA + "\"");
        }
        try (var stream = open(
                Form.of("match", "a"),
                "Authorization: " + HubCalls.subscribersAccess(HubCalls.access("subscribe", "a")))) {
            assertThat(stream.status()).isEqualTo(200);
        }
    }

    @Test
    void whoSubscribesIsNotToldUnlessThatIsSwitchedOn() {
        String token = "Bearer " + HubCalls.subscriber("*");
        Problems.assertProblem(Door.get(Watching.ROOT, "Authorization", token), 404);
        Problems.assertProblem(Door.get(Watching.ROOT + "/a/b", "Authorization", token), 404);
    }

    @Test
    void aStreamTellsOfWhatItMissed() {
        String token = "Authorization: Bearer " + HubCalls.subscriber();
        try (var stream = open(topics("a"), token, "Last-Event-ID: urn:uuid:unknown")) {
            assertThat(stream.headers()).containsEntry("Last-Event-ID", "earliest");
            assertThat(stream.next())
                    .matches("retry: \\d+\nevent: eshq:reset\ndata: \\{\"reason\":\"unknown-id\"}\n\n");
        }
    }
}
