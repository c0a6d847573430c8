package dev.eventsource.broker.it.browser;

import static com.mongodb.client.model.Filters.eq;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.RequiresChromium;
import dev.eventsource.broker.it.support.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@ArquillianTest
@RequiresChromium
@Tag("one-server")
class DebugPageIT {
    /** Keeps what the page sends, as text. */
    private static final String RECORD_CALLS = """
            window.sent = [];
            const call = window.fetch;
            window.fetch = (address, options) => {
              sent.push(`${address} ${options?.body ?? ''} ${JSON.stringify(options?.headers ?? {})}`);
              return call(address, options);
            };
            """;

    /** Notes what on the page was moved by something else than a user's hand, and how far. */
    private static final String OBSERVE_SHIFTS = """
            window.shifts = [];
            const nameOf = node => node?.id || node?.className || node?.nodeName;
            new PerformanceObserver(list => list.getEntries().forEach(({value, sources}) =>
                shifts.push(`${value} ${sources.map(({node}) => nameOf(node))}`)))
                .observe({type: 'layout-shift', buffered: true});
            """;

    /** Chunks of text, cut where a stream may be cut, and what each frame in them is. */
    private static final String READ_FRAMES = """
            const done = arguments[arguments.length - 1];
            Promise.all([import('/pages/frames.js'), import('/pages/frame.js')]).then(([{Frames}, {keptFrame}]) => {
              const kept = [];
              const frames = new Frames(lines => kept.push(keptFrame(lines)));
              const chunks = ['data: a\\r', '\\n\\r\\n: c', 'omment\\n\\nid\\rdata\\r\\revent: ping\\nda', 'ta: {}\\n\\n',
                'retry: 5\\nretry: x\\ndata:  b\\n\\n', 'data: cut'];
              chunks.forEach(chunk => frames.push(chunk));
              kept.push(keptFrame(frames.unfinished, 'cut off'));
              done(kept.map(({kind, id, data, retry}) => [kind, id, data, retry].join()));
            });
            """;

    private static final String KEY = "a key of thirty-two bytes or more";
    private static final Map<String, String> HUB =
            Map.of("MERCURE", "0", "MERCURE_PUBLISHER_JWT_KEY", KEY, "MERCURE_SUBSCRIBER_JWT_KEY", KEY);

    private static final int FLOOD = 10_000;

    private final Browser browser = new Browser();
    private final String channel = Site.newChannel();

    @Deployment(testable = false)
    static WebArchive broker() {
        HUB.forEach(System::setProperty);
        return Broker.war();
    }

    @AfterAll
    static void shutHub() {
        HUB.keySet().forEach(System::clearProperty);
    }

    @BeforeEach
    void desktop() {
        Broker.awaitReady();
        browser.resize(1280, 900);
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void showsEachFrameAsItCame() {
        var page = subscribed();
        publish(Message.to(channel).id("<é>").with("name", "n").with("data", "a\n: b\n\nc"));
        await().until(() -> page.rows().size() >= 2);

        assertThat(page.rows().get(0).event()).isEqualTo("eshq:open");
        page.select("a⏎: b⏎⏎c");
        assertThat(page.raw()).isEqualTo("id: <é>\nevent: n\ndata: a\ndata: : b\ndata: \ndata: c\n");
        page.select(page.rows().get(0).data());
        assertThat(page.raw()).startsWith("retry: ").contains("\nevent: eshq:open\n");
        await().until(() -> page.rows().stream().anyMatch(row -> row.event().equals("ping")));
        assertThat(page.lastId()).isEqualTo("<é>");
    }

    @Test
    void subscribesToTopicsOfTheHubAndPublishesThere() {
        String token =
                new Jwt("{\"alg\":\"HS256\"}", "{\"mercure\":{\"publish\":[\"*\"],\"subscribe\":[\"*\"]}}").signed(KEY);
        var page = DebugPage.open(browser);
        page.subscribeToTopics("/" + channel + "/{id}", "Bearer " + token);
        await().until(page::isOpen);
        page.publish("/" + channel + "/1", "an update", token);
        await().untilAsserted(() -> assertThat(page.published()).startsWith("Published as urn:uuid:"));
        await().untilAsserted(() -> assertThat(page.rows())
                .contains(new DebugPage.Row("message", page.published().substring(13), "an update")));
        page.publish("*", "no topic", token);
        await().untilAsserted(() -> assertThat(page.refused()).contains("a topic is"));
        assertThat(page.published()).isEmpty();
        page.subscribeToTopics("/" + channel, "wrong");
        await().until(() -> page.state().equals("failed"));
        assertThat(browser.element("#presence").isDisplayed()).isFalse();
    }

    @Test
    void readsFramesAsBrowsersDo() {
        DebugPage.open(browser);
        assertThat((List<?>) browser.runLater(READ_FRAMES))
                .asInstanceOf(InstanceOfAssertFactories.list(Object.class))
                .containsExactly(
                        "event,,a,", "silent,,,", "event,,,", "heartbeat,,{},", "event,, b,5", "cut off,,cut,");
    }

    @Test
    void showsOnlyWhatTheFilterLetsThrough() {
        var page = subscribed();
        publish(Message.to(channel).id("1").with("data", "apple"));
        publish(Message.to(channel).id("2").with("data", "pear"));
        await().until(() -> page.rows().stream().anyMatch(row -> row.id().equals("2")));
        page.fill("#filter", "pear");
        await().untilAsserted(() ->
                assertThat(page.rows()).extracting(DebugPage.Row::data).containsExactly("pear"));
        assertThat(page.window()).contains("1 to 1 of 1 frame; ", " filtered out");
    }

    @Test
    void keepsTheSecretToItself() {
        var page = DebugPage.open(browser);
        browser.run(RECORD_CALLS);
        page.subscribe(Broker.ALICE, channel);
        await().until(page::isOpen);
        assertThat((List<?>) browser.run("return sent"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(call -> assertThat(call.toString()).doesNotContain(Broker.ALICE.secret()));
        assertThat(browser.run("return JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])"))
                .isEqualTo("[{},{},\"\",\"" + Broker.uri("/debug") + "\"]");
    }

    @Test
    void resumesAndStartsOverByHand() {
        var page = subscribed();
        publish(
                Message.to(channel).id("1"),
                Message.to(channel).id("2"),
                Message.to(channel).id("3"));
        await().until(() -> page.lastId().equals("3"));

        page.resumeFrom("1");
        await().until(() -> timesSeen(page, "eshq:resumed") == 1);
        assertThat(page.rows()).contains(new DebugPage.Row("eshq:resumed", "", "{\"from\":\"1\",\"replayed\":2}"));
        page.click("#start-over");
        await().until(() -> timesSeen(page, "eshq:open") == 2);
        page.click("#force-reset");
        await().until(() -> timesSeen(page, "eshq:reset") == 1);
        assertThat(page.timeLine()).containsSubsequence("Getting a ticket", "Connecting", "Open", "eshq:open");
    }

    @Test
    void keepsTheIdThatWasTypedUntilItIsUsed() {
        var page = subscribed();
        publish(Message.to(channel).id("1"), Message.to(channel).id("2"));
        await().until(() -> page.lastId().equals("2"));

        page.fill("#last-id", "1");
        browser.element("#filter").click();
        publish(Message.to(channel).id("3"));
        await().until(() -> page.rows().stream().anyMatch(row -> row.id().equals("3")));
        assertThat(page.lastId()).isEqualTo("1");
        page.resume();
        await().until(() -> timesSeen(page, "eshq:resumed") == 1);
        await().until(() -> page.lastId().equals("3"));
    }

    @Test
    void connectsAgainWhenTheBrokerEndsTheStream() {
        String socket = Site.ALICES.openSocket(channel);
        var page = DebugPage.open(browser);
        page.subscribe(socket);
        await().until(page::isOpen);
        publish(Message.to(channel).id("1"));
        await().until(() -> page.lastId().equals("1"));

        try (var other = Site.open(socket)) {
            other.next();
            publish(Message.to(channel).id("2"));
            await().until(() -> page.lastId().equals("2"));
        }
        assertThat(page.timeLine()).containsSubsequence("Open", "Waiting to reconnect", "Connecting", "eshq:resumed");
    }

    @Test
    void getsANewTicketForALapsedOneAndGoesOn() {
        var page = subscribed();
        publish(Message.to(channel).id("1"));
        await().until(() -> page.lastId().equals("1"));
        page.click("#disconnect");
        forgetTickets();
        publish(Message.to(channel).id("2"));
        page.click("#again [type=submit]");
        await().until(() -> page.lastId().equals("2"));
        assertThat(page.timeLine())
                .containsSubsequence("Disconnected", "Refused", "Getting a ticket", "Open", "eshq:resumed");
    }

    @Test
    void saysWhyItIsRefused() {
        var page = DebugPage.open(browser);
        page.subscribe("unknown");
        await().until(() -> page.state().equals("failed"));
        assertThat(page.reason()).contains("unknown or has lapsed");
        page.click("[value=credentials]");
        page.subscribe(Broker.DISABLED, channel);
        await().until(() -> page.reason().contains("Key or secret is wrong"));
    }

    @Test
    void holdsStillWhileTenThousandEventsComeIn() {
        var page = subscribed();
        page.click("#heartbeats");
        browser.run(OBSERVE_SHIFTS);
        flood();
        await().untilAsserted(() -> assertThat(page.lastRow().id()).isEqualTo(Integer.toString(FLOOD)));

        assertThat(page.window()).matches("9,9\\d\\d to 10,001 of 10,001 frames, 9,9\\d\\d hidden until you scroll.*");
        assertThat(browser.elements("#frames .row")).hasSizeLessThan(50);
        browser.run("document.getElementById('frames').scrollTop = 0");
        await().untilAsserted(() -> assertThat(page.rows().get(0).event()).isEqualTo("eshq:open"));
        assertThat((List<?>) browser.run("return shifts")).isEmpty();
        browser.saveScreenshots("debug-flood");
    }

    @Test
    void explainsATokenAndSendsItToTheBrokerAlone() {
        var page = DebugPage.open(browser);
        browser.run(RECORD_CALLS);
        Jwt token = Jwt.of(Broker.ALICE.key(), "[\"" + channel + "\",{\"pattern\":\"never.*\"}]")
                .with("presence_id", "\"ann\"");
        page.pasteToken(token.signed(Broker.ALICE.secret()));
        assertThat(page.claims())
                .contains(
                        "Issuer",
                        Broker.ALICE.key(),
                        "Presence id",
                        "ann",
                        "subscribe " + channel + "; subscribe whatever matches never.*");
        assertThat(page.faults()).isEmpty();
        assertThat((List<?>) browser.run("return sent")).isEmpty();
        Accessibility.check(browser);
        browser.saveScreenshots("debug-token");

        page.click("#subscribe button");
        await().until(page::isOpen);
        publish(Message.to(channel).id("1").with("data", "first"));
        await().until(() -> page.lastId().equals("1"));
        assertThat((List<?>) browser.run("return sent"))
                .singleElement()
                .asString()
                .startsWith("/eventsource?");
    }

    @Test
    void subscribesToAPatternAndShowsOfWhichChannelEventsAre() {
        var page = DebugPage.open(browser);
        page.fill("#patterns", channel + ".*");
        page.subscribe(Broker.ALICE);
        await().until(page::isOpen);
        publish(
                Message.to(channel + ".a").id("1").with("data", "one"),
                Message.to(channel).id("2").with("data", "elsewhere"),
                Message.to(channel + ".b").id("3").with("data", "two"));
        await().until(() -> page.lastId().equals("3"));
        assertThat(page.rows())
                .extracting(DebugPage.Row::data)
                .containsSubsequence(channel + ".a", "one", channel + ".b", "two")
                .doesNotContain("elsewhere");
        assertThat(page.timeLine()).doesNotContain("eshq:channel");

        page.pasteToken(Jwt.of(Broker.ALICE.key(), "[\"a\",{\"pattern\":\"" + channel + ".*\"}]")
                .signed(Broker.ALICE.secret()));
        page.click("#subscribe button");
        await().until(() -> timesSeen(page, "eshq:open") == 2);
        publish(Message.to("a").id("4"), Message.to(channel + ".c").id("5").with("data", "three"));
        await().until(() -> page.lastId().equals("5"));
        assertThat(page.rows())
                .extracting(DebugPage.Row::data)
                .contains(channel + ".c", "three")
                .doesNotContain("a");
    }

    @Test
    void showsPublicChannelsForWhichItShowsNothing() {
        String user = Site.ofNewUser("public", channel).user().key();
        var page = DebugPage.open(browser);
        page.subscribeToPublic(user, channel);
        await().until(page::isOpen);
        Accessibility.check(browser);
        publish(Message.to(channel).id("1").with("data", "first"));
        await().until(() -> page.lastId().equals("1"));
        page.subscribeToPublic(user, "closed");
        await().until(() -> page.state().equals("failed"));
        assertThat(page.reason()).contains("not public");
    }

    @Test
    void tellsWhatItSeesOfATokenThatIsRefused() {
        var page = DebugPage.open(browser);
        page.pasteToken(Jwt.of(Broker.ALICE.key(), "[\"a\"]", Instant.now().minusSeconds(60))
                .signed(Broker.ALICE.secret()));
        assertThat(page.faults()).singleElement().asString().contains("It is over");
        page.click("#subscribe button");
        await().until(() -> page.state().equals("failed"));
        assertThat(page.reason()).endsWith("It is over: sign another.");
        page.pasteToken(Jwt.of(Broker.ALICE.key(), "[\"a\"]").signed("not her secret"));
        page.click("#subscribe button");
        await().untilAsserted(() -> assertThat(page.reason()).contains("the broker’s log has the reason"));
    }

    @Test
    void isUsedByKeyboardAlone() {
        var page = subscribed();
        publish(
                Message.to(channel).id("1").with("data", "first"),
                Message.to(channel).id("2"));
        await().until(() -> page.rows().stream().anyMatch(row -> row.id().equals("2")));
        browser.run("document.querySelector('.skip').focus()");
        browser.press(Keys.ENTER);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("frames");
        browser.press(Keys.HOME, Keys.ARROW_DOWN);
        await().untilAsserted(() -> assertThat(page.raw()).startsWith("id: 1\n"));
        assertThat(browser.run("return document.getElementById(document.activeElement.getAttribute("
                        + "'aria-activedescendant')).getAttribute('aria-selected')"))
                .isEqualTo("true");
    }

    @Test
    void isAccessibleAndFitsAPhone() {
        var page = DebugPage.open(browser);
        Accessibility.check(browser);
        page.subscribe(Broker.ALICE, channel, channel + "-" + "long".repeat(40));
        await().until(page::isOpen);
        publish(Message.to(channel)
                .id("4711")
                .with("name", "order")
                .with("data", "{\"state\": \"paid\",\n\"items\": 3}"));
        publish(Message.to(channel).id("4712").with("data", "long".repeat(400)));
        await().until(() -> page.lastId().equals("4712"));
        page.select("{\"state\": \"paid\",⏎\"items\": 3}");
        page.resumeFrom("4711");
        await().untilAsserted(() -> assertThat(page.timeLine()).contains("eshq:resumed"));
        for (int width : new int[] {1280, 360}) {
            browser.resize(width, 900);
            Accessibility.check(browser);
            assertThat(browser.fitsItsWindow()).as("%d pixels", width).isTrue();
            browser.saveScreenshots("debug-" + width);
        }
        assertThat(browser.complaints()).noneMatch(complaint -> !complaint.contains("/users?"));
    }

    private DebugPage subscribed() {
        var page = DebugPage.open(browser);
        page.subscribe(Broker.ALICE, channel);
        await().until(page::isOpen);
        return page;
    }

    private static long timesSeen(DebugPage page, String event) {
        return page.timeLine().stream().filter(event::equals).count();
    }

    private static void publish(Message... messages) {
        try (var publisher = AmqpPublisher.connect(Broker.AMQP.url())) {
            for (Message message : messages) {
                publisher.publish(message);
            }
        }
    }

    private void flood() {
        try (var publisher = AmqpPublisher.connect(Broker.AMQP.url())) {
            for (int i = 1; i <= FLOOD; i++) {
                byte[] message =
                        Message.to(channel).id(Integer.toString(i)).toString().getBytes(UTF_8);
                publisher.send(message, new BasicProperties());
            }
            publisher.awaitConfirms();
        }
    }

    private static void forgetTickets() {
        try (var client = MongoClients.create(Broker.MONGO.url())) {
            client.getDatabase("eventsourcehq")
                    .getCollection("connections")
                    .deleteMany(eq("user_id", Broker.ALICE.key()));
        }
    }
}
