package dev.eventsource.broker.it.browser;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.MercureDoor;
import dev.eventsource.broker.it.support.RequiresChromium;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@ArquillianTest
@RequiresChromium
@Tag("pages")
@Tag("chromium-pages")
class ChromiumPagesIT
        implements BrokenConnections,
                LeftPages,
                PagesOfPatterns,
                PagesOfTheHub,
                RefusingBrowsers,
                RenewedTokens,
                WrittenPages {
    private static final TabbedBrowser BROWSER = new Browser();

    @Deployment(testable = false)
    static WebArchive war() {
        MercureDoor.switchOn();
        return Broker.war();
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
    }

    @AfterAll
    static void stop() {
        MercureDoor.forget();
        BROWSER.close();
    }

    @Override
    public TabbedBrowser browser() {
        return BROWSER;
    }

    @Override
    public TabbedBrowser browserWithoutStorage() {
        return Browser.withoutStorage();
    }
}
