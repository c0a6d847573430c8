package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Numbers;
import dev.eventsource.broker.it.support.RequiresChromium;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tabs of one site, one of which holds the connection for all, while 100 events a second come. */
@ArquillianTest
@RequiresChromium
@Tag("one-server")
class SharedConnectionIT implements ClosingTabs {
    /** So that there are 12 tabs, twice as many as a browser opens HTTP/1.1 connections; a property tries more. */
    private static final int HAND_OVERS = Integer.getInteger("hand.overs", 10);

    private static final Browser BROWSER = new Browser();

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
    }

    @AfterAll
    static void stop() {
        BROWSER.close();
    }

    @Override
    public TabbedBrowser browser() {
        return BROWSER;
    }

    @Override
    public int handOvers() {
        return HAND_OVERS;
    }

    @Test
    void losesAndDoublesNothingWhenTheTabThatHoldsItIsFrozen() {
        try (var tabs = SharingTabs.open(BROWSER, 3)) {
            var numbers = new Numbers(tabs.stage().channel());
            tabs.awaitMore();
            var holder = tabs.visitors().remove();
            frozen(holder, () -> {
                tabs.awaitHolder();
                tabs.awaitMore();
            });
            SharingTabs.awaitCaughtUp(holder, numbers);
            tabs.visitors().add(holder);
            numbers.close();
            tabs.assertAllSawAll(numbers.last());
        }
    }

    @Test
    void givesATabThatWasFrozenWhatItMissed() {
        try (var tabs = SharingTabs.open(BROWSER, 2)) {
            var numbers = new Numbers(tabs.stage().channel());
            tabs.awaitMore();
            frozen(tabs.last(), tabs::awaitMore);
            SharingTabs.awaitCaughtUp(tabs.last(), numbers);
            numbers.close();
            tabs.assertAllSawAll(numbers.last());
        }
    }

    @Test
    void isTakenFromATabThatHangs() {
        try (var tabs = SharingTabs.open(BROWSER, 3)) {
            var numbers = new Numbers(tabs.stage().channel());
            tabs.awaitMore();
            var holder = tabs.visitors().remove();
            holder.tab().evaluate("setTimeout(() => { for (const end = Date.now() + 16_000; Date.now() < end;); }, 0)");
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> tabs.visitors().stream().anyMatch(Visitor::holdsTheConnection));
            tabs.awaitMore();
            numbers.close();
            tabs.visitors().add(holder);
            tabs.assertAllSawAll(numbers.last());
        }
    }

    @Test
    void isNotSharedWithWhomItIsNotFor() {
        try (var tabs = SharingTabs.open(BROWSER, 2)) {
            tabs.add(BROWSER, "{shared: 'somebody else'}");
            tabs.add(BROWSER, "{presence_id: 'somebody'}");
            tabs.add(BROWSER, "{shared: false}");
            assertThat(tabs.stage().pages().tickets()).hasSize(4);
        }
    }

    private static void frozen(Visitor visitor, Runnable meanwhile) {
        var tab = (ChromiumTab) visitor.tab();
        tab.freeze();
        meanwhile.run();
        tab.thaw();
    }
}
