package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Numbers;
import org.junit.jupiter.api.Test;

/** Tabs that share a connection, and the one that holds it closes again and again, while 100 events a second come. */
interface ClosingTabs extends PageTests {
    /** How often: two more tabs are open, which hear of all of it. */
    int handOvers();

    @Test
    default void loseAndDoubleNothing() {
        try (var tabs = SharingTabs.open(browser(), handOvers() + 2)) {
            var numbers = new Numbers(tabs.stage().channel());
            for (int i = 0; i < handOvers(); i++) {
                tabs.awaitHolder();
                tabs.awaitMore();
                tabs.visitors().remove().tab().close();
            }
            tabs.awaitMore();
            numbers.close();
            tabs.assertAllSawAll(numbers.last());
            assertThat(tabs.stage().pages().tickets()).hasSize(1);
        }
    }
}
