package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.open;
import static dev.eventsource.broker.it.mercure.HubCalls.publish;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribed;
import static dev.eventsource.broker.it.mercure.HubCalls.subscriber;
import static dev.eventsource.broker.it.mercure.HubCalls.topics;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Problems;
import dev.eventsource.broker.it.support.Site;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hub whose subscribers need tokens, and are told in their streams of what they missed, and whose topics are a user's channels. */
@Tag("once-per-server")
@ArquillianTest
class MercureLossIT {
    @Deployment(testable = false)
    static WebArchive war() {
        HubCalls.SETTINGS.forEach(System::setProperty);
        System.clearProperty("MERCURE_ANONYMOUS");
        System.setProperty("MERCURE_RESET", "true");
        System.setProperty("MERCURE_USER", Broker.ALICE.key());
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
        System.clearProperty("MERCURE_USER");
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

    @Test
    void anEventOfTheUsersChannelIsAPrivateUpdateOfItsName() {
        String channel = Site.newChannel();
        String first = event(Site.ALICES, channel, "first");
        try (var stream = withToken(subscriber(channel), channel);
                var resumed = open(topics("*"), token(subscriber("*")), "Last-Event-ID: " + first);
                var other = withToken(subscriber("another"), channel, "*")) {
            event(Site.BOBS, channel, "another user's");
            String second = event(Site.ALICES, channel, "second");
            assertThat(stream.next()).isEqualTo("id: " + second + "\ndata: second\n\n");
            assertThat(resumed.headers()).containsEntry("Last-Event-ID", first);
            assertThat(resumed.next()).startsWith("retry: ");
            assertThat(resumed.next()).isEqualTo("id: " + second + "\ndata: second\n\n");
            String last = publish("topic", channel, "data", "public");
            assertThat(other.next()).startsWith("id: " + last + "\n");
        }
    }

    private static String token(String token) {
        return "Authorization: Bearer " + token;
    }

    private static EventStreamClient withToken(String token, String... topics) {
        return subscribed(open(topics(topics), token(token)));
    }

    private static String event(Site site, String channel, String data) {
        Answer answer = site.post("/event", Form.of("channel", channel, "data", data));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.object().getString("id");
    }

    @Test
    void anUpdateIsAnEventOfEachChannelOfItsTopicsAndComesOnce() {
        String one = Site.newChannel();
        String two = Site.newChannel();
        try (var both = Site.ALICES.subscribe(one, two);
                var another = Site.BOBS.subscribe(one)) {
            String first = publish("topic", one, "topic", two, "data", "d", "private", "on");
            String second = publish("topic", two, "data", "e", "type", "kind");
            assertThat(both.next()).isEqualTo("id: " + first + "\ndata: d\n\n");
            assertThat(both.next()).isEqualTo("id: " + second + "\nevent: kind\ndata: e\n\n");
            String last = event(Site.BOBS, one, "last");
            assertThat(another.next()).startsWith("id: " + last + "\n");
            try (var resumed = Site.open(Site.ALICES.openSocket(one, two), "Last-Event-ID: " + first)) {
                assertThat(resumed.next()).contains("event: eshq:resumed\n", "\"replayed\":1}");
                assertThat(resumed.next()).startsWith("id: " + second + "\n");
            }
        }
    }
}
