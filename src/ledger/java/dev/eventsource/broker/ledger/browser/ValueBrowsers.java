package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.cluster.Health;
import dev.eventsource.broker.ledger.value.Sayings;
import dev.eventsource.broker.ledger.value.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Pages that open streams without an id, over and over: each stays with one for some seconds, and leaves it for another. Any
 * thread may call.
 */
public final class ValueBrowsers implements AutoCloseable {
    private static final long SHORTEST_STAY_MILLIS = 200;
    private static final long LONGEST_STAY_MILLIS = 20_000;

    private final Loop loop = new Loop();
    private final List<Browser> all = new ArrayList<>();
    private final List<ValuePen> pens = new ArrayList<>();
    private final Random random;

    /**
     * Pages that have not begun.
     *
     * @param longestSilenceMillis what heartbeats allow
     */
    public ValueBrowsers(Health health, Sayings sayings, int count, long longestSilenceMillis, Random random) {
        this.random = new Random(random.nextLong());
        var site = new Browser.Site(loop, health, new Tickets());
        for (int i = 0; i < count; i++) {
            ValuePen pen = new ValuePen("values-" + i, sayings);
            Pass pass = new FreshPass(site, pen, new Random(random.nextLong()));
            pens.add(pen);
            all.add(new Browser(site, pen, pass, longestSilenceMillis));
        }
    }

    /** Lets all of them begin. */
    public void begin() {
        loop.execute(() -> all.forEach(browser -> {
            browser.begin();
            later(browser);
        }));
    }

    private void later(Browser browser) {
        loop.after(random.nextLong(SHORTEST_STAY_MILLIS, LONGEST_STAY_MILLIS), () -> {
            browser.leave(0);
            later(browser);
        });
    }

    /** Ends them all, behind which what they saw may be read. */
    public void end() {
        loop.close();
    }

    /** What they saw, to be read when they have ended. */
    public List<Sight> sights() {
        return pens.stream().flatMap(pen -> pen.sights().stream()).toList();
    }

    @Override
    public void close() {
        loop.close();
    }
}
