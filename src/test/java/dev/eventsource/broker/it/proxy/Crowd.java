package dev.eventsource.broker.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** Pages behind one proxy. */
record Crowd(Proxy proxy, List<Page> pages) {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    List<Page.Tally> tallies() {
        return pages.stream().map(Page::tally).toList();
    }

    /** Until each has a stream. */
    Crowd awaitOpen() {
        await().atMost(LONGEST_WAIT).untilAsserted(() -> assertThat(tallies()).allMatch(tally -> tally.openings() > 0));
        return this;
    }

    /** Until each has all events up to that, once and in order. */
    void awaitWhole(int last) {
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> assertThat(tallies()).as(toString()).allMatch(tally -> tally.isWhole(last)));
    }

    /** Until each has come past that event. */
    void awaitPast(int number) {
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> assertThat(tallies()).as(toString()).allMatch(tally -> tally.newest() > number));
    }

    /** Each has the stream that it began with. */
    void assertNeverEnded() {
        assertThat(tallies()).as(toString()).allMatch(tally -> tally.openings() == 1);
    }

    void leave() {
        pages.forEach(Page::leave);
    }

    /** What came of all of them, in one line. */
    @Override
    public String toString() {
        List<Page.Tally> all = tallies();
        List<Duration> pauses =
                all.stream().map(Page.Tally::longestPause).sorted().toList();
        return "%s: %d streams, opened %d times, %d events, %d lost, %d doubled, %d resets, %d ended for good; longest pause %d ms, of the median stream %d ms"
                .formatted(
                        proxy,
                        all.size(),
                        all.stream().mapToInt(Page.Tally::openings).sum(),
                        all.stream().mapToInt(Page.Tally::newest).sum(),
                        all.stream().mapToInt(Page.Tally::lost).sum(),
                        all.stream().mapToInt(Page.Tally::doubled).sum(),
                        all.stream().mapToInt(Page.Tally::resets).sum(),
                        all.stream().filter(tally -> tally.end() != null).count(),
                        pauses.get(pauses.size() - 1).toMillis(),
                        pauses.get(pauses.size() / 2).toMillis());
    }
}
