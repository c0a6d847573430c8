package dev.eventsource.broker.ledger.fault;

import dev.eventsource.broker.ledger.browser.Browsers;
import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.judge.Incident;
import dev.eventsource.broker.ledger.publish.Publishers;
import dev.eventsource.broker.ledger.publish.Witness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets faults happen, drawn at random from a seed: two at once at most, and never two to the same part. One thread runs it;
 * what its workers share is guarded by its lock.
 */
public final class Schedule {
    private static final int AT_ONCE = 2;
    private static final long LONGEST_PAUSE_MILLIS = 6_000;
    private static final long LONGEST_RECOVERY_MINUTES = 12;

    private final List<Fault> faults;
    private final Consumer<String> awaitRecovery;
    private final Random random;
    private final Set<String> busy = new HashSet<>();
    private final List<Incident> incidents = Collections.synchronizedList(new ArrayList<>());
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);

    /** A schedule of these faults; {@code awaitRecovery} returns when all is well with a node. */
    Schedule(List<Fault> faults, Consumer<String> awaitRecovery, Random random) {
        this.faults = faults;
        this.awaitRecovery = awaitRecovery;
        this.random = random;
    }

    /**
     * A schedule of whatever can be done to a site, of these kinds, or of all where none is named.
     *
     * @param witness of the stream; null where there is none, because the nodes have queues of their own
     */
    public static Schedule of(
            Cluster cluster,
            Publishers publishers,
            Browsers browsers,
            @Nullable Witness witness,
            Scale scale,
            List<String> kinds,
            Random random) {
        List<Fault> faults = Faults.of(cluster, publishers, browsers, witness, scale, random);
        List<Fault> wanted = faults.stream()
                .filter(fault -> kinds.isEmpty() || kinds.contains(fault.kind()))
                .toList();
        return new Schedule(wanted, cluster::awaitReady, random);
    }

    /** Lets faults happen for that long, and waits until the last has been recovered from. */
    public void run(long millis) throws InterruptedException {
        long end = Moment.now() + millis;
        List<String> kinds =
                new ArrayList<>(faults.stream().map(Fault::kind).distinct().toList());
        Collections.shuffle(kinds, random);
        for (String kind : kinds) {
            if (Moment.now() < end) {
                begin(any(faults.stream()
                                .filter(fault -> fault.kind().equals(kind))
                                .toList()))
                        .await();
                pause();
            }
        }
        while (Moment.now() < end) {
            begin(any(faults));
            pause();
        }
        workers.shutdown();
        if (!workers.awaitTermination(LONGEST_RECOVERY_MINUTES, TimeUnit.MINUTES)) {
            failures.add("the last faults were not recovered from");
        }
    }

    private void pause() throws InterruptedException {
        Thread.sleep(random.nextLong(LONGEST_PAUSE_MILLIS));
    }

    private Fault any(List<Fault> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** Begins a fault when it may, unless something is being done to the same part; counts down when it is over. */
    private CountDownLatch begin(Fault fault) throws InterruptedException {
        free.acquire();
        long millis = random.nextLong(fault.length().shortest(), fault.length().longest());
        CountDownLatch over = new CountDownLatch(1);
        if (!occupy(fault.parts())) {
            free.release();
            over.countDown();
            return over;
        }
        workers.execute(() -> {
            try {
                happen(fault, millis);
            } finally {
                release(fault.parts());
                free.release();
                over.countDown();
            }
        });
        return over;
    }

    private synchronized boolean occupy(Set<String> parts) {
        boolean free = Collections.disjoint(busy, parts);
        if (free) {
            busy.addAll(parts);
        }
        return free;
    }

    private synchronized void release(Set<String> parts) {
        busy.removeAll(parts);
    }

    private void happen(Fault fault, long millis) {
        long from = Moment.now();
        System.out.printf("%s  %s %s%n", Moment.text(from), fault.kind(), fault.node());
        attempt(fault, from, () -> fault.act().happen(millis));
        // Also behind a fault that could not be undone in time: it is over when all is well, and not before.
        if (!fault.node().isEmpty()) {
            attempt(fault, from, () -> awaitRecovery.accept(fault.node()));
        }
        incidents.add(new Incident(fault.kind(), fault.node(), fault.effect(), from, Moment.now()));
    }

    private void attempt(Fault fault, long from, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            failures.add(fault.kind() + " " + fault.node() + " at " + Moment.text(from) + ": " + e);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** All that has happened. */
    public List<Incident> incidents() {
        return List.copyOf(incidents);
    }

    /** Since when the stream has been there that is there in the end. */
    public long lastStreamFrom() {
        return incidents().stream()
                .filter(incident -> incident.effect() == Incident.Effect.LOSES_STREAM)
                .mapToLong(Incident::to)
                .max()
                .orElse(0);
    }

    /** Faults that could not be made, or were not recovered from. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** How often each kind has happened. */
    public Map<String, Integer> figures() {
        Map<String, Integer> figures = new TreeMap<>();
        incidents().forEach(incident -> figures.merge(incident.kind(), 1, Integer::sum));
        return figures;
    }
}
