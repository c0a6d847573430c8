package dev.eventsource.broker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tabs of one site, one of which holds the connection for all, while 100 events a second come. */
@ArquillianTest
@RequiresChromium
class SharedConnectionIT {
    /** How often the holding tab closes; {@code -Dhand.overs=20} tries it more often. */
    private static final int HAND_OVERS = Integer.getInteger("hand.overs", 6);

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Browser BROWSER = new Browser();

    private final PageServer pages = new PageServer();
    private final String channel = Site.newChannel();
    private final Deque<Visitor> visitors = new ArrayDeque<>();

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
    }

    @AfterEach
    void leave() {
        visitors.forEach(visitor -> visitor.tab().close());
        pages.close();
    }

    @AfterAll
    static void stop() {
        BROWSER.close();
    }

    @Test
    void losesAndDoublesNothingWhenTheTabThatHoldsItCloses() {
        subscribe(HAND_OVERS + 2);
        var numbers = new Numbers(channel);
        for (int i = 0; i < HAND_OVERS; i++) {
            await().atMost(LIMIT).until(() -> visitors.element().holdsTheConnection());
            awaitMore();
            visitors.remove().tab().close();
        }
        awaitMore();
        numbers.close();
        assertAllSawAll(numbers.last());
        assertThat(pages.tickets()).hasSize(1);
    }

    @Test
    void losesAndDoublesNothingWhenTheTabThatHoldsItIsFrozen() {
        subscribe(3);
        var numbers = new Numbers(channel);
        awaitMore();
        var holder = visitors.remove();
        frozen(holder, () -> {
            await().atMost(LIMIT).until(() -> visitors.element().holdsTheConnection());
            awaitMore();
        });
        visitors.add(holder);
        numbers.close();
        assertAllSawAll(numbers.last());
    }

    @Test
    void givesATabThatWasFrozenWhatItMissed() {
        subscribe(2);
        var numbers = new Numbers(channel);
        awaitMore();
        frozen(visitors.getLast(), this::awaitMore);
        numbers.close();
        assertAllSawAll(numbers.last());
    }

    @Test
    void isTakenFromATabThatHangs() {
        subscribe(3);
        var numbers = new Numbers(channel);
        awaitMore();
        var holder = visitors.remove();
        holder.tab().evaluate("setTimeout(() => { for (const end = Date.now() + 20_000; Date.now() < end;); }, 0)");
        await().atMost(LIMIT).until(() -> visitors.stream().anyMatch(Visitor::holdsTheConnection));
        awaitMore();
        numbers.close();
        visitors.add(holder);
        assertAllSawAll(numbers.last());
    }

    @Test
    void isNotSharedWithWhomItIsNotFor() {
        subscribe(2);
        visitors.add(Visitor.of(BROWSER, pages).subscribe(channel, "{shared: 'somebody else'}"));
        visitors.add(Visitor.of(BROWSER, pages).subscribe(channel, "{presence_id: 'somebody'}"));
        visitors.add(Visitor.of(BROWSER, pages).subscribe(channel, "{shared: false}"));
        assertThat(pages.tickets()).hasSize(4);
    }

    private void subscribe(int tabs) {
        for (int i = 0; i < tabs; i++) {
            visitors.add(Visitor.of(BROWSER, pages).subscribe(channel, "{}"));
        }
    }

    private static void frozen(Visitor visitor, Runnable meanwhile) {
        var tab = (ChromiumTab) visitor.tab();
        tab.freeze();
        meanwhile.run();
        tab.thaw();
    }

    /** Until the tab that holds the connection has seen about a second's events more. */
    private void awaitMore() {
        var visitor = visitors.element();
        int before = visitor.data().size();
        await().atMost(LIMIT).until(() -> visitor.data().size() > before + 50);
    }

    /** Each tab has every number from its first one on, in order and once. */
    private void assertAllSawAll(int last) {
        for (Visitor visitor : visitors) {
            await().atMost(LIMIT).until(() -> visitor.data().contains(String.valueOf(last)));
            List<String> seen = visitor.data();
            List<String> all = new ArrayList<>(
                    IntStream.rangeClosed(1, last).mapToObj(String::valueOf).toList());
            assertThat(seen).as("of %d", last).isEqualTo(all.subList(all.size() - seen.size(), all.size()));
            assertThat(visitor.told()).noneMatch(told -> told.startsWith("reset"));
        }
    }
}
