package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pages as they are written, now and for the original's es.js, unchanged since. */
interface WrittenPages extends PageTests {
    @Test
    default void anOldPageWorksUnchanged() {
        try (var stage = Stage.set()) {
            Tab tab = browser().newTab();
            tab.open(stage.pages().uri("/old.html?" + stage.channel()));
            awaitText(tab, "#state", "open");
            stage.publish("1");
            stage.exchange().publish(Message.to(stage.channel()).id("2").with("name", "notification"));
            awaitText(tab, "#messages", "message: 1 (1, 1)notification: d");
            tab.evaluate("say('<said>')");
            awaitMatch(tab, "#messages", "message: 1 \\(1, 1\\)notification: dmessage: <said> \\(.*\\)");
            assertThat(stage.pages().csrfTokens()).containsOnly("token of the page");
            assertThat(stage.pages().forms()).last().asString().contains("presence_id=an+old+page");
            tab.evaluate("leave()");
            awaitText(tab, "#state", "closed");
            tab.close();
        }
    }

    @Test
    default void anOlderPageWithItsOwnCopyOfTheScriptWorksUnchanged() {
        try (var stage = Stage.set()) {
            Tab tab = browser().newTab();
            tab.open(stage.pages().uri("/older.html?" + stage.channel()));
            awaitText(tab, "#state", "open");
            tab.evaluate("say('said')");
            awaitText(tab, "#messages", "said");
            tab.close();
        }
    }

    @Test
    default void aPageOfModulesLoopsOverTheEventsOfSeveralChannelsUntilItIsAborted() {
        try (var stage = Stage.set()) {
            String other = Site.newChannel();
            Tab tab = browser().newTab();
            tab.open(stage.pages().uri("/module.html?" + stage.channel() + "&" + other));
            awaitText(tab, "title", "open");
            stage.publish("1");
            stage.exchange().publish(Message.to(other).id("2").with("name", "named"));
            String expected = "[[\"message\",\"1\",\"1\"],[\"named\",\"d\",\"2\"]]";
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> tab.evaluate("seen").toString().equals(expected));
            tab.evaluate("leave()");
            awaitText(tab, "title", "closed 2");
            tab.close();
        }
    }

    private static void awaitText(Tab tab, String selector, String text) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(text(tab, selector)).isEqualTo(text));
    }

    private static void awaitMatch(Tab tab, String selector, String pattern) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(text(tab, selector)).matches(pattern));
    }

    private static String text(Tab tab, String selector) {
        String value = tab.evaluate("document.querySelector('" + selector + "').textContent")
                .toString();
        return value.substring(1, value.length() - 1);
    }
}
