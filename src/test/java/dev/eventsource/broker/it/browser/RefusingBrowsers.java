package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Places where a browser has what sharing a connection takes and may refuse it: there the script has a connection of its
 * own, and the page stays alive.
 */
interface RefusingBrowsers extends PageTests {
    /** One whose visitor lets no site store anything. */
    TabbedBrowser browserWithoutStorage();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a sandboxed frame",
                "a frame without an origin",
                "a frame without an address",
                "a worker",
                "a worker without an origin",
                "a worker of modules",
                "a shared worker",
                "a worker of a sandboxed frame"
            })
    default void subscribesIn(String place) {
        try (var stage = Stage.set()) {
            var visitor = visit(stage);
            visitor.tab().evaluate("subscribeIn('" + place + "', '" + stage.channel() + "')");
            assertHears(stage, visitor);
            visitor.tab().close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a lock",
                "to take requests for locks",
                "an answer about a lock",
                "to tell of locks",
                "locks",
                "a channel",
                "to say something"
            })
    default void subscribesWhereTheBrowserRefuses(String what) {
        try (var stage = Stage.set()) {
            var other = visit(stage).subscribe(stage.channel(), "{}");
            var visitor = visit(stage);
            visitor.tab().evaluate("haveRefused('" + what + "')");
            visitor.begin(stage.channel(), "{}");
            assertHears(stage, visitor);
            other.awaitData("1");
            visitor.tab().close();
            other.tab().close();
        }
    }

    @Test
    default void subscribesWhereNothingMayBeStored() {
        try (var stage = Stage.set();
                var browser = browserWithoutStorage()) {
            var visitor = Visitor.of(browser, stage.pages());
            visitor.begin(stage.channel(), "{}");
            assertHears(stage, visitor);
        }
    }

    /** A page whose scripts go round and round answers no question. */
    private static void assertHears(Stage stage, Visitor visitor) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(visitor.told()).containsExactly("open"));
        stage.publish("1");
        visitor.awaitData("1");
    }
}
