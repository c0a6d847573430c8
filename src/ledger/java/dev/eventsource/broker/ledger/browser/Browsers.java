package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.book.Book;
import dev.eventsource.broker.ledger.cluster.Health;
import dev.eventsource.broker.ledger.event.Line;
import dev.eventsource.broker.ledger.event.Publications;
import dev.eventsource.broker.ledger.publish.Publishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

/** All subscribers. Any thread may call; what they are told to do they do in their own thread. */
public final class Browsers implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE / 2;
    private static final int MOST_CHANNELS = 3;
    private static final int BULK_ONE_IN = 30;
    private static final int TOKEN_ONE_IN = 3;
    private static final int HEEDLESS_ONE_IN = 4;
    private static final int HUB_ONE_IN = 5;

    private final Loop loop = new Loop();
    private final List<Browser> all = new ArrayList<>();
    private final List<Browser> bulk = new ArrayList<>();
    private final int subscriptions;

    /**
     * Subscribers that have not begun. Each reads some of the channels, one in thirty the channel of large events, and one in
     * thirty that of the largest; half of them take a stream for dead that is silent for longer than heartbeats allow. A third
     * shows tokens, of all those alike, and one in four of these does not heed that its token will be over. There is one {@link HubPages page on the hub} to each four
     * others.
     *
     * @param longestSilenceMillis what heartbeats allow
     */
    public Browsers(
            Health health,
            Publications publications,
            List<String> channels,
            int count,
            long longestSilenceMillis,
            Random random) {
        var site = new Browser.Site(loop, health, new Tickets());
        var hub = new HubPages(site, publications, longestSilenceMillis, new Random(random.nextLong()));
        int ofHub = count / HUB_ONE_IN;
        for (int i = 0; i < count - ofHub; i++) {
            boolean isBulk = i % BULK_ONE_IN == 0;
            Set<String> reads = reads(i, channels, random);
            Pen pen = new ChannelPen(new Book("browser-" + i, reads), publications);
            long patience = i % 2 == 0 ? longestSilenceMillis : NEVER;
            Browser browser = new Browser(site, pen, pass(i, site, pen, new Random(random.nextLong())), patience);
            all.add(browser);
            if (isBulk) {
                bulk.add(browser);
            }
        }
        IntStream.range(0, ofHub).mapToObj(hub::page).forEach(all::add);
        subscriptions = hub.subscriptions();
    }

    /** How many subscriptions to the hub they have together, while all have a stream. */
    public int subscriptions() {
        return subscriptions;
    }

    private static Pass pass(int i, Browser.Site site, Pen pen, Random random) {
        boolean isByToken = (i / 2 + i / BULK_ONE_IN) % TOKEN_ONE_IN == 0;
        return isByToken
                ? new TokenPass(pen, random.nextInt(HEEDLESS_ONE_IN) > 0, random)
                : new TicketPass(site, pen, random);
    }

    private static Set<String> reads(int i, List<String> channels, Random random) {
        return switch (i % BULK_ONE_IN) {
            case 0 -> Set.of(Publishers.BULK, any(channels, random));
            case 1 -> Set.of(Publishers.HUGE, any(channels, random));
            default -> some(channels, random);
        };
    }

    private static Set<String> some(List<String> channels, Random random) {
        Set<String> some = new TreeSet<>();
        for (int i = random.nextInt(MOST_CHANNELS); i >= 0; i--) {
            some.add(any(channels, random));
        }
        return some;
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    /** Lets all of them begin, evenly over a time. */
    public void begin(long millis) {
        loop.execute(() -> {
            for (int i = 0; i < all.size(); i++) {
                loop.after(millis * i / all.size(), all.get(i)::begin);
            }
        });
    }

    /** Cuts some of them off in the midst of a frame. */
    public void cut(int count, Random random) {
        loop.execute(() -> {
            for (int i = 0; i < count; i++) {
                any(all, random).cut();
            }
        });
    }

    /** Lets one leave, and come back after that long. */
    public void leave(long millis, Random random) {
        loop.execute(() -> any(all, random).leave(millis));
    }

    /** Lets half of those who read large events stop reading for a while. */
    public void stall(long millis) {
        loop.execute(() -> bulk.subList(0, (bulk.size() + 1) / 2).forEach(browser -> browser.stall(millis)));
    }

    /** How many have no stream, and have had none for so long. */
    public int withoutStream(long millis) {
        return count(browser -> browser.hadStream(millis) ? 0L : 1L).intValue();
    }

    /** How many have not come to the events of those numbers in the lines that they read. */
    public int behind(Map<Line, Integer> last) {
        return count(browser -> browser.pen().has(last) ? 0L : 1L).intValue();
    }

    private Long count(Function<Browser, Long> figure) {
        return CompletableFuture.supplyAsync(() -> all.stream().map(figure).reduce(0L, Long::sum), loop::execute)
                .join();
    }

    public int size() {
        return all.size();
    }

    /** Ends them all, behind which their books may be read. */
    public void end() {
        loop.close();
    }

    /** What they saw, to be read when they have ended. */
    public List<Book> books() {
        return all.stream().map(browser -> browser.pen().book()).toList();
    }

    @Override
    public void close() {
        loop.close();
    }
}
