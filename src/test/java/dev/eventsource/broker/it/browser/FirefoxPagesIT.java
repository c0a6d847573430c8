package dev.eventsource.broker.it.browser;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.MercureDoor;
import dev.eventsource.broker.it.support.RequiresFirefox;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@ArquillianTest
@RequiresFirefox
@Tag("pages")
class FirefoxPagesIT
        implements BrokenConnections, PagesOfTheHub, RefusingBrowsers, RenewedTokens, WrittenPages, ClosingTabs {
    private static final TabbedBrowser BROWSER = new Firefox();

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
        return Firefox.withoutStorage();
    }

    @Override
    public int handOvers() {
        return 3;
    }
}
