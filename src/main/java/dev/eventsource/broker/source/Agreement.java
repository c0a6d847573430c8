package dev.eventsource.broker.source;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.settings.Node;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether all nodes have the same rules, as far as they tell: each that has any tells a digest of its own every five seconds. Nothing
 * but what is taken away and what operators are told depends on it. Any thread may ask.
 */
@Singleton
class Agreement {
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration MEMORY = Duration.ofSeconds(20);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(12);
    private static final int MOST_NODES = 64;
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{12}) ([0-9a-f]{12})");

    private final Sources sources;
    private final Consumer<Signal> signals;
    private final String node;
    private final Ticker ticker;
    private final Cache<String, String> digests;
    private final Periodic turns = new Periodic("sources", BEAT, this::turn);

    /** Written by the feed's thread. */
    private volatile boolean isNeeded;

    /** When this node last heard itself, and since when it has without a break. Guarded by this object's lock, as is the next. */
    private long heardAt;

    private long hearsSince;
    private boolean hears;

    @Inject
    Agreement(Sources sources, Signals signals, Node node) {
        this(sources, signals::tell, node, Ticker.systemTicker());
    }

    Agreement(Sources sources, Consumer<Signal> signals, Node node, Ticker ticker) {
        this.sources = sources;
        this.signals = signals;
        this.node = node.id();
        this.ticker = ticker;
        this.digests = Caffeine.newBuilder()
                .expireAfterWrite(MEMORY)
                .maximumSize(MOST_NODES)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    void start(@Observes Startup deployment) {
        turns.start();
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        turns.close();
    }

    void report(@Observes HealthReport report) {
        if (sources.isSet()) {
            report.add(turns);
        }
    }

    /** A node without rules says so where others have some, or it needs to know that none has. */
    void turn() {
        if (sources.isSet() || isNeeded || !others().isEmpty()) {
            tell();
        }
    }

    void tell() {
        signals.accept(new Signal(Topic.RULES, node + " " + sources.rules().digest()));
    }

    void hear(@Observes Signal signal) {
        Matcher form = FORM.matcher(signal.text());
        if (signal.topic() != Topic.RULES || !form.matches()) {
            return;
        }
        if (form.group(1).equals(node)) {
            hearItself();
        } else {
            digests.put(form.group(1), form.group(2));
        }
    }

    private synchronized void hearItself() {
        long now = ticker.read();
        if (!hears(now)) {
            hears = true;
            hearsSince = now;
        }
        heardAt = now;
    }

    /** Whether signals come in, as far as its own show. */
    private boolean hears(long now) {
        return hears && now - heardAt < LONG_ENOUGH.toNanos();
    }

    /** Whether nobody was heard of who has others, for long enough to have been heard: who hears nothing knows nothing. */
    synchronized boolean holds() {
        long now = ticker.read();
        return hears(now) && now - hearsSince >= LONG_ENOUGH.toNanos() && others().isEmpty();
    }

    /** Whether somebody waits until it {@link #holds}. */
    void need(boolean isNeededNow) {
        isNeeded = isNeededNow;
    }

    /** The digests of nodes that have other rules than this one, by the nodes' ids. */
    Map<String, String> others() {
        digests.cleanUp();
        Map<String, String> others = new TreeMap<>(digests.asMap());
        others.values().removeIf(sources.rules().digest()::equals);
        return others;
    }
}
