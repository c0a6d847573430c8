package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.book.Book;
import dev.eventsource.broker.ledger.cluster.Hub;
import dev.eventsource.broker.ledger.event.Publications;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Pages with an EventSource on the hub. Half of them subscribe to some topics by their own names; the others to half of all by a
 * template, and besides to one or two by names, which the template may have selected already. A third shows no token, and gets
 * nothing that is private. Of each of these kinds half are by either draft.
 */
final class HubPages {
    private static final int MOST_TOPICS = 3;
    private static final HubPass.Shows[] SHOWS = HubPass.Shows.values();
    private static final Draft[] DRAFTS = Draft.values();

    private final Browser.Site site;
    private final Publications publications;
    private final long longestSilenceMillis;
    private final Random random;
    private int subscriptions;

    HubPages(Browser.Site site, Publications publications, long longestSilenceMillis, Random random) {
        this.site = site;
        this.publications = publications;
        this.longestSilenceMillis = longestSilenceMillis;
        this.random = random;
    }

    /** The page of that number. */
    Browser page(int i) {
        HubPass.Shows shows = SHOWS[i % SHOWS.length];
        Draft draft = DRAFTS[i / SHOWS.length / DRAFTS.length % DRAFTS.length];
        Set<String> channels = new TreeSet<>();
        Set<String> selectors = new TreeSet<>();
        for (int n = random.nextInt(MOST_TOPICS); n >= 0; n--) {
            String channel = Hub.channels().get(random.nextInt(Hub.channels().size()));
            channels.add(channel);
            selectors.add(draft.topic(channel));
        }
        if (i / SHOWS.length % 2 == 0) {
            String half = Hub.HALVES.get(random.nextInt(Hub.HALVES.size()));
            selectors.add(draft.half(half));
            Hub.channels().stream()
                    .filter(channel -> Hub.half(channel).equals(half))
                    .forEach(channels::add);
        }
        subscriptions += selectors.size();
        Book book = new Book(
                draft.name().toLowerCase(Locale.ROOT) + "-" + i, readable(channels, shows), draft.meansFirst());
        Pen pen = new HubPen(book, publications, draft);
        Pass pass = new HubPass(pen, draft, selectors, shows, new Random(random.nextLong()));
        return new Browser(site, pen, pass, longestSilenceMillis);
    }

    /** How many subscriptions all the pages have together. */
    int subscriptions() {
        return subscriptions;
    }

    private static Set<String> readable(Set<String> channels, HubPass.Shows shows) {
        return channels.stream()
                .filter(channel -> shows != HubPass.Shows.NOTHING || !Hub.isPrivate(channel))
                .collect(Collectors.toUnmodifiableSet());
    }
}
