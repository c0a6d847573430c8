package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.RequiresChromium;
import dev.eventsource.broker.it.support.Site;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages and es.js of a broker that is deployed under a path. */
@Tag("once-per-server")
@ArquillianTest
@RequiresChromium
class ContextPathIT {
    private final Browser browser = new Browser();

    @Deployment(testable = false)
    static WebArchive war() {
        Broker.war();
        return Broker.secondWar();
    }

    @BeforeAll
    static void awaitReady() {
        await().until(() -> Door.get(Broker.SECOND + "/status").status() == 200);
    }

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void theWelcomePageFindsItsPartsAndSaysWhereTheBrokerIs() {
        WelcomePage.open(browser, Broker.uri(Broker.SECOND));
        await().until(() -> !browser.element("#live").isDisplayed());
        assertThat(browser.element("#connect").getText())
                .contains("channel=news " + Broker.uri(Broker.SECOND + "/socket"));
        browser.element("#closer a").click();
        await().until(() -> browser.run("return location.pathname").equals(Broker.SECOND + "/debug"));
        assertThat(browser.complaints()).noneMatch(complaint -> complaint.contains("/pages/"));
    }

    @Test
    void thePathWithoutItsSlashLeadsToTheOneWithIt() {
        Answer answer = Door.get(Broker.SECOND + "?a=%2F");
        assertThat(answer.status()).isBetween(301, 302);
        assertThat(answer.header("Location")).endsWith(Broker.SECOND + "/?a=%2F");
    }

    @Test
    void theDebugPageShowsAStream() {
        var page = DebugPage.open(browser, Broker.SECOND);
        page.subscribe(Broker.ALICE, Site.newChannel());
        await().until(page::isOpen);
        await().until(() -> page.lastRow().event().equals("eshq:open"));
    }

    @Test
    void theScriptFindsTheBrokerBesideItself() {
        try (var stage = Stage.set(Broker.uri(Broker.SECOND))) {
            var visitor = Visitor.of(browser, stage.pages()).subscribe(stage.channel(), "{}");
            assertThat(visitor.tab().evaluate("es.origin").toString())
                    .isEqualTo(Visitor.quote(Broker.uri(Broker.SECOND).toString()));
            stage.publish("1");
            visitor.awaitData("1");
        }
    }
}
