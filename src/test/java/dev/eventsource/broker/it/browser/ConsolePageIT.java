package dev.eventsource.broker.it.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.RequiresChromium;
import dev.eventsource.broker.it.support.RequiresFirefox;
import dev.eventsource.broker.it.support.Secrets;
import dev.eventsource.broker.it.support.Site;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;

/** The console of an installation of three nodes, where whoever has no token is nobody. */
@Tag("console")
@ArquillianTest
@RequiresChromium
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("pages")
class ConsolePageIT {
    private static final String TOKEN = "operators-own-token-of-the-console";
    private static final String MARKUP =
            "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>";
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    private final Browser browser = new Browser();
    private final List<EventStreamClient> streams = new ArrayList<>();
    private final String channel = Site.newChannel();

    @Deployment(name = "one", order = 1, testable = false)
    static WebArchive one() {
        WebArchive war = Broker.war();
        System.clearProperty("OPERATOR_ON_LOOPBACK");
        System.setProperty("ADMIN_TOKEN", TOKEN);
        Secrets.add(TOKEN);
        return war;
    }

    @Deployment(name = "two", order = 2, testable = false)
    static WebArchive two() {
        return Broker.secondWar();
    }

    @Deployment(name = "three", order = 3, testable = false)
    static WebArchive three() {
        return Broker.anotherWar("/three");
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitBothReady();
        await().until(() -> Door.get("/three/status").status() == 200);
    }

    @AfterAll
    static void forget() {
        EXCHANGE.close();
        System.clearProperty("ADMIN_TOKEN");
        System.setProperty("OPERATOR_ON_LOOPBACK", "true");
    }

    @BeforeEach
    void desktop() {
        browser.resize(1280, 900);
    }

    @AfterEach
    void close() {
        streams.forEach(EventStreamClient::close);
        browser.close();
    }

    @Test
    @Order(1)
    void letsInWhoHasTheTokenAndOutAgain() {
        var page = ConsolePage.open(browser);
        page.signIn("wrong");
        await().until(() -> page.text("#refusal").contains("not the operators"));
        assertThat(page.isInside()).isFalse();
        page.signIn(TOKEN);
        await().until(page::isLive);
        assertThat(browser.run(
                        "return document.cookie + JSON.stringify([localStorage, sessionStorage]) + location.href"))
                .isEqualTo("[{},{}]" + Broker.uri("/admin"));
        assertThat(browser.run("return document.documentElement.outerHTML").toString())
                .doesNotContain(TOKEN);
        ConsolePage.open(browser);
        await().until(page::isLive);
        page.click("#leave");
        await().until(() -> browser.element("#enter").isDisplayed());
        ConsolePage.open(browser);
        await().until(() -> browser.element("#enter").isDisplayed());
    }

    @Test
    @Order(2)
    void showsEveryNodeAndWhatItDoes() {
        var page = signedIn();
        await().until(() -> page.nodes().size() == 3);
        String own =
                Door.get("/broker", "Authorization", "Bearer " + TOKEN).object().getString("broker_id");
        subscribe(channel, 2);
        String card = "#nodes [data-node='" + own + "'] ";
        await().untilAsserted(() -> {
            publish(channel, "d");
            assertThat(page.texts(card + "dd:not(.line)").get(0)).isEqualTo("2");
            assertThat(page.texts(card + "dd:not(.line)").get(1)).isNotEqualTo("0");
            assertThat(page.texts(card + "dd:not(.line)").get(2)).isNotEqualTo("0");
        });
        assertThat(page.text(card + ".state")).isEqualTo("Ready");
        assertThat(page.text("#totals dd")).isEqualTo("3 of 3");
        assertThat(browser.elements(card + "polyline[points]")).hasSize(4);
    }

    @Test
    @Order(3)
    void looksAfterUsersAndShowsASecretOnce() {
        var page = signedIn();
        page.show("users");
        page.click("#add-user");
        page.fill("#edit-key", "made-here");
        page.fill("#edit-name", MARKUP);
        page.fill("#edit-most", "7");
        browser.press(Keys.ENTER);
        String secret = shownSecret(page);
        assertThat(publishAs("made-here", secret)).isEqualTo(200);
        assertThat(page.texts("#users [data-key='made-here'] td").subList(0, 3))
                .containsExactly(MARKUP, "Enabled", "7");

        page.act("made-here", "New secret");
        page.say("#ask-yes");
        String another = shownSecret(page);
        assertThat(another).isNotEqualTo(secret);
        assertThat(publishAs("made-here", another)).isEqualTo(200);

        page.act("made-here", "Disable");
        page.say("#ask-yes");
        await().until(() ->
                page.texts("#users [data-key='made-here'] td").get(1).equals("Disabled"));
        await().until(() -> publishAs("made-here", another) == 401);
        assertThat(browser.run("return document.activeElement.textContent").toString())
                .startsWith("Enable");
        page.act("made-here", "Delete");
        page.say("#ask-no");
        page.act("made-here", "Delete");
        page.say("#ask-yes");
        await().until(() -> browser.elements("#users [data-key='made-here']").isEmpty());
        assertNothingRan();
    }

    @Test
    @Order(4)
    void findsAndEndsASocket() {
        var page = signedIn();
        page.show("sockets");
        String socket = Site.ALICES.openSocket(channel);
        try (var stream = Site.open(socket)) {
            stream.next();
            page.fill("#socket", socket);
            browser.press(Keys.ENTER);
            await().until(() -> browser.element("#found").isDisplayed());
            assertThat(page.texts("#ticket dd")).contains("alice", channel);
            page.click("#end-socket");
            page.say("#ask-yes");
            stream.awaitEnd();
        }
        await().until(() -> page.text("#reply").equals("The socket is ended."));
    }

    @Test
    @Order(5)
    void whatOthersSendStaysText() {
        String odd = MARKUP + channel;
        Answer opened = Site.ALICES.post("/socket", Form.of("channel", odd, "presence_id", MARKUP));
        streams.add(Site.open(opened.object().getString("socket")));
        var page = signedIn();
        page.show("channels");
        await().untilAsserted(() -> {
            EXCHANGE.publish(Message.to(odd).with("user", "alice").with("data", MARKUP + "\n: b"));
            assertThat(page.texts("#busiest tbody th")).contains(odd);
        });
        page.fill("#look-user", "alice");
        browser.run("document.getElementById('look-channel').value = arguments[0]", odd);
        browser.press(Keys.ENTER);
        await().untilAsserted(() -> assertThat(page.texts("#present li")).containsExactly(MARKUP));
        assertThat(page.texts("#events pre").get(0)).contains("data: " + MARKUP + "\ndata: : b");
        assertThat(page.text("#looked-title")).isEqualTo(odd + " of alice");

        page.show("refused");
        EXCHANGE.publish(
                "{\"channel\": \"" + channel + "\", \"name\": 7, \"data\": \"" + MARKUP.replace("\"", "\\\"") + "\"}");
        await().untilAsserted(() -> assertThat(page.text("#refusals")).contains("bad-name", "<script>"));
        EXCHANGE.signal("figures", """
                {"node":"00000000000f","host":"<script>","version":"<i>","up_seconds":1,"ready":true,"draining":false,\
                "problems":{"<b>":"<i>"},"connections":1,"channels":1,"events":1,"events_per_second":1,"deliveries":1,\
                "deliveries_per_second":1,"lag_seconds":0,"refused":0,"busiest":[]}""");
        page.show("nodes");
        await().untilAsserted(() -> assertThat(page.texts("#nodes h3")).contains("<script> · 00000000000f"));
        assertThat(browser.elements("main img, main script, main i")).isEmpty();
        assertNothingRan();
    }

    @Test
    @Order(6)
    void isUsedByKeyboardAlone() {
        ConsolePage.open(browser);
        await().until(() -> focused().equals("token"));
        browser.press(TOKEN, Keys.ENTER);
        var page = new ConsolePage(browser);
        await().until(page::isLive);
        tabTo("#users");
        browser.press(Keys.ENTER);
        await().until(() -> focused().equals("users-title"));
        tabTo("Add a user");
        browser.press(Keys.ENTER);
        await().until(() -> focused().equals("edit-key"));
        browser.press(Keys.ESCAPE);
        await().until(() -> focused().equals("add-user"));
    }

    /** Lists in pages, and no more in the page than is shown. */
    @Test
    @Order(7)
    void staysQuickHoweverMuchThereIs() {
        for (int i = 0; i < 3_000; i++) {
            EXCHANGE.send("{\"channel\":".getBytes(UTF_8), new BasicProperties());
            EXCHANGE.send(Message.to("channel-" + i).toString().getBytes(UTF_8), new BasicProperties());
        }
        EXCHANGE.awaitConfirms();
        var page = signedIn();
        for (String view : List.of("channels", "users", "refused", "nodes")) {
            page.show(view);
        }
        assertThat(browser.elements("#refusals li").size()).isLessThanOrEqualTo(50);
        assertThat(browser.elements("#busiest tbody tr").size()).isLessThanOrEqualTo(10);
        assertThat(browser.elements("#users tbody tr").size()).isLessThanOrEqualTo(50);
        assertThat((Long) browser.run("return document.querySelectorAll('*').length"))
                .isLessThan(3_000);
    }

    @Test
    @Order(8)
    void isAccessibleAndFitsAPhone() {
        for (int i = 0; i < 6; i++) {
            streams.add(Site.ALICES.subscribe(channel, "orders-" + i % 3));
            streams.add(EventStreamClient.open(Broker.uri((i % 2 == 0 ? Broker.SECOND : "/three")
                    + "/eventsource?socket=" + Site.ALICES.openSocket(channel))));
        }
        try (Load load = Load.begin(channel)) {
            look(load);
        }
    }

    private void look(Load load) {
        var page = signedIn();
        await().until(() -> load.published() > 70);
        EXCHANGE.publish("{\"channel\": 7, \"data\": \"" + "long ".repeat(60) + "\"}");
        EXCHANGE.publish("no JSON");
        for (String view : List.of("nodes", "channels", "users", "sockets", "refused")) {
            page.show(view);
            if (view.equals("channels")) {
                page.fill("#look-user", "alice");
                page.fill("#look-channel", channel);
                browser.press(Keys.ENTER);
                await().until(() -> browser.element("#looked").isDisplayed());
            }
            for (int width : new int[] {1280, 360}) {
                browser.resize(width, 900);
                Accessibility.check(browser);
                assertThat(browser.fitsItsWindow())
                        .as("%s, %d pixels", view, width)
                        .isTrue();
                browser.saveScreenshots("console-" + view + "-" + width);
            }
            browser.resize(1280, 900);
        }
        page.show("users");
        page.click("#add-user");
        Accessibility.check(browser);
        browser.saveScreenshots("console-edit");
    }

    @Test
    @Order(9)
    @RequiresFirefox
    void worksInFirefox() {
        try (var firefox = new Firefox()) {
            Tab tab = firefox.newTab();
            tab.open(Broker.uri("/admin"));
            await().until(() -> tab.evaluate("!document.getElementById('enter').hidden")
                    .toString()
                    .equals("true"));
            tab.evaluate("(document.getElementById('token').value = '" + TOKEN + "',"
                    + " document.querySelector('#enter button').click())");
            await().until(() -> tab.evaluate("document.querySelectorAll('#nodes > li').length")
                            .toString()
                            .equals("3")
                    || tab.evaluate("document.querySelectorAll('#nodes > li').length")
                            .toString()
                            .equals("4"));
            subscribe(channel, 1);
            await().until(() -> {
                publish(channel, "d");
                return !tab.evaluate("document.querySelectorAll('#totals dd')[3].textContent")
                        .toString()
                        .equals("\"0\"");
            });
            tab.evaluate("document.getElementById('leave').click()");
            await().until(() -> tab.evaluate("!document.getElementById('enter').hidden")
                    .toString()
                    .equals("true"));
        }
    }

    /** The last, for the node is of no use then. */
    @Test
    @Order(10)
    void drainsAnotherNode() {
        var page = signedIn();
        String third = Door.get("/three/broker", "Authorization", "Bearer " + TOKEN)
                .object()
                .getString("broker_id");
        await().until(() -> page.nodes().contains(third));
        page.click("#nodes [data-node='" + third + "'] button");
        page.say("#ask-yes");
        await().until(() ->
                page.text("#nodes [data-node='" + third + "'] .state").startsWith("Drain"));
        assertThat(Door.get("/three/status/ready").status()).isEqualTo(503);
        assertThat(Door.get("/status/ready").status()).isEqualTo(200);
    }

    private ConsolePage signedIn() {
        var page = ConsolePage.open(browser);
        page.signIn(TOKEN);
        await().until(page::isLive);
        return page;
    }

    private void subscribe(String name, int times) {
        for (int i = 0; i < times; i++) {
            streams.add(Site.ALICES.subscribe(name));
        }
    }

    private static void publish(String name, String data) {
        EXCHANGE.publish(Message.to(name).with("data", data));
    }

    private static int publishAs(String key, String secret) {
        return Door.post("/event", Credentials.basic(key, secret), Form.of("channel", "a", "data", "d"))
                .status();
    }

    private String shownSecret(ConsolePage page) {
        await().until(() -> browser.element("#secret").isDisplayed());
        String secret = page.text("#secret-text");
        Secrets.add(secret);
        page.click("#secret-done");
        await().until(() -> page.text("#reply").contains("made-here"));
        assertThat(browser.run("return document.documentElement.outerHTML").toString())
                .doesNotContain(secret);
        return secret;
    }

    private void assertNothingRan() {
        assertThat(browser.run("return document.title")).isEqualTo("Console · EventSource broker");
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("401 (Unauthorized)"));
    }

    private String focused() {
        return browser.run(
                        "return document.activeElement.id || document.activeElement.hash || document.activeElement.textContent")
                .toString();
    }

    private void tabTo(String what) {
        for (int i = 0; i < 60; i++) {
            browser.press(Keys.TAB);
            String now = focused();
            if (now.equals(what)
                    || browser.run("return document.activeElement.textContent").equals(what)) {
                return;
            }
        }
        throw new AssertionError(what + " is not reached");
    }
}
