package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Numbers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** Tabs of one site, in the order in which they come to hold the connection: the first one holds it for all. */
record SharingTabs(Stage stage, Deque<Visitor> visitors) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Opens that many, which subscribe one after the other. */
    static SharingTabs open(TabbedBrowser browser, int tabs) {
        var sharing = new SharingTabs(Stage.set(), new ArrayDeque<>());
        for (int i = 0; i < tabs; i++) {
            sharing.add(browser, "{}");
        }
        return sharing;
    }

    void add(TabbedBrowser browser, String options) {
        visitors.add(Visitor.of(browser, stage.pages()).subscribe(stage.channel(), options));
    }

    Visitor first() {
        return visitors.element();
    }

    Visitor last() {
        return visitors.getLast();
    }

    /** Until the first tab holds the connection. */
    void awaitHolder() {
        await().atMost(LIMIT).until(() -> first().holdsTheConnection());
    }

    /** Until the first tab has seen half a second's events more. */
    void awaitMore() {
        int before = first().data().size();
        await().atMost(LIMIT).until(() -> first().data().size() > before + 50);
    }

    /** Until a tab has caught up with what was published by now, while more is. */
    static void awaitCaughtUp(Visitor visitor, Numbers numbers) {
        String last = String.valueOf(numbers.last());
        await().atMost(LIMIT).until(() -> visitor.data().contains(last));
    }

    /** Each tab has every number from its first one on, in order and once, and was told of no loss. */
    void assertAllSawAll(int last) {
        for (Visitor visitor : visitors) {
            await().atMost(LIMIT).until(() -> visitor.data().contains(String.valueOf(last)));
            List<String> seen = visitor.data();
            assertThat(seen).isEqualTo(numbers(last - seen.size() + 1, last));
            assertThat(visitor.told()).noneMatch(told -> told.startsWith("reset"));
        }
    }

    private static List<String> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(String::valueOf).toList();
    }

    @Override
    public void close() {
        visitors.forEach(visitor -> visitor.tab().close());
        stage.close();
    }
}
