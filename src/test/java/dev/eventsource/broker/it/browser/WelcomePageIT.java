package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.RequiresChromium;
import dev.eventsource.broker.run.DemoServlet;
import dev.eventsource.broker.run.TestUser;
import jakarta.json.Json;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@ArquillianTest
@RequiresChromium
@Tag("pages")
class WelcomePageIT {
    private static final String MARKUP = "<b>&\"é😀\n  second line\n";
    private static final String UUID_7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private final Browser browser = new Browser();

    @Deployment(name = "broker", order = 1, testable = false)
    static WebArchive broker() {
        return Broker.war();
    }

    /** The page's own server. */
    @Deployment(name = "demo", order = 2, testable = false)
    static WebArchive demo() {
        TestUser.DEMO.addTo(Broker.MONGO.url());
        return ShrinkWrap.create(WebArchive.class, "demo.war").addClasses(DemoServlet.class, TestUser.class);
    }

    @BeforeEach
    void desktop() {
        browser.resize(1280, 900);
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void showsWhatTheFormPublishes() {
        var page = openConnected();
        page.publish(MARKUP, "greeting of its own");
        await().until(() -> page.rows().size() == 1);

        var row = page.rows().get(0);
        assertThat(row.name()).isEqualTo("greeting of its own");
        assertThat(row.data()).isEqualTo(MARKUP);
        assertThat(row.id()).matches(UUID_7);
        assertThat(row.delay()).matches("(< )?\\d+ ms");
        await().untilAsserted(() -> assertThat(page.reply()).isEqualTo("RabbitMQ has confirmed " + row.id()));
        assertThat(browser.elements("#events b")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsWhatComesOverAmqp() {
        var page = openConnected();
        publishOverAmqp(MARKUP);
        await().until(() -> page.rows().size() == 1);

        var row = page.rows().get(0);
        assertThat(row.name()).isEqualTo("message");
        assertThat(row.data()).isEqualTo(MARKUP);
        assertThat(row.id()).startsWith("@");
        assertThat(row.delay()).isEqualTo("– No delay: this id holds no time");
        assertThat(browser.elements("#events b")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void saysWhyItCannotPublish() {
        var page = openConnected();
        page.publish("data", "eshq:mine");
        await().until(() -> page.isRefused());
        assertThat(page.reply()).contains("eshq:");
        assertThat(page.rows()).isEmpty();
    }

    @Test
    void keepsTheLatestRows() {
        var page = openConnected();
        try (var publisher = AmqpPublisher.connect(Broker.AMQP.url())) {
            for (int i = 1; i <= 205; i++) {
                publisher.publish(message("event " + i));
            }
        }
        await().until(() -> page.count().equals("205 events: the latest 200, 5 older hidden"));
        assertThat(browser.elements("#events li")).hasSize(200);
        assertThat(browser.element("#events li:last-child").getText()).contains("event 205");
    }

    @Test
    void isAccessibleAndFitsAPhone() {
        var page = openConnected();
        page.publish(MARKUP, "");
        publishOverAmqp("{\"order\": 4711, \"items\": [\"" + "long".repeat(40) + "\"]}");
        await().until(() -> page.rows().size() == 2);
        for (int width : new int[] {1280, 360}) {
            browser.resize(width, 900);
            Accessibility.check(browser);
            assertThat(browser.fitsItsWindow()).as("%d pixels", width).isTrue();
            browser.saveScreenshots("welcome-" + width);
        }
    }

    @Test
    void showsCodeOneLanguageAtATime() {
        var page = openConnected();
        browser.element("#tab-curl").click();
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.element("#ruby").isDisplayed()).isTrue();
        assertThat(browser.element("#curl").isDisplayed()).isFalse();
        assertThat(browser.element("#ruby").getText())
                .contains("demo:demo-secret:", Broker.uri("/event").toString());
        assertThat(page.rows()).isEmpty();
    }

    private WelcomePage openConnected() {
        var page = WelcomePage.open(browser, Broker.uri("/"));
        await().until(page::isConnected);
        return page;
    }

    private static void publishOverAmqp(String data) {
        try (var publisher = AmqpPublisher.connect(Broker.AMQP.url())) {
            publisher.publish(message(data));
        }
    }

    private static String message(String data) {
        return Json.createObjectBuilder()
                .add("channel", "demo")
                .add("data", data)
                .build()
                .toString();
    }
}
