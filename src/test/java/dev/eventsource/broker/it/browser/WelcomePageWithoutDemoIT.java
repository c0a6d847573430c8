package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.RequiresChromium;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As a broker is deployed: without the server that the page's live part needs. */
@Tag("once-per-server")
@ArquillianTest
@RequiresChromium
class WelcomePageWithoutDemoIT {

    @Deployment(testable = false)
    static WebArchive broker() {
        return Broker.war();
    }

    @Test
    void explainsHowToConnectAPage() {
        try (var browser = new Browser()) {
            browser.resize(1280, 900);
            WelcomePage.open(browser, Broker.uri("/"));
            await().until(() -> !browser.element("#live").isDisplayed());
            assertThat(browser.element("#connect").getText())
                    .contains("new EventSource")
                    .contains("curl -u KEY:SECRET -d channel=news " + Broker.uri("/socket"));
            Accessibility.check(browser);
            browser.saveScreenshots("without-demo");
        }
    }
}
