package dev.eventsource.broker.ledger.fault;

import dev.eventsource.broker.ledger.browser.Browsers;
import dev.eventsource.broker.ledger.browser.StuckReaders;
import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.judge.Incident.Effect;
import dev.eventsource.broker.ledger.publish.Publishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;

/** What subscribers and publishers do, and what becomes of their connections. */
final class EndFaults {
    private static final String READERS = "readers";
    private static final int STUCK_OF_EACH_NODE = 100;
    private static final int HUGE_EVENTS_OF_EACH = 2;
    private static final Duration LONGEST_OPENING = Duration.ofSeconds(20);

    private static final long LONGEST_CALLS_MILLIS = 120;

    private final List<Fault> all = new ArrayList<>();

    private EndFaults() {}

    static List<Fault> of(Cluster cluster, Publishers publishers, Browsers browsers, Scale scale, Random random) {
        EndFaults faults = new EndFaults();
        int some = 1 + browsers.size() / 10;
        faults.add("subscribers cut in mid-frame", Faults.NONE, Set.of(), m -> browsers.cut(some, random));
        faults.add("subscriber away too long", Faults.NONE, Set.of(), m -> browsers.leave(scale.away(), random));
        faults.add("confirms lost", Faults.NONE, Set.of(), m -> publishers.loseConfirms());
        faults.add("slow readers overrun", scale.stall(), Set.of(READERS), millis -> {
            browsers.stall(millis);
            publishers.burst(scale.burst());
            Thread.sleep(millis);
        });
        faults.add(
                "stuck readers of 1-MB events",
                scale.stall(),
                // Without it, nobody gets the tickets that they need.
                Set.of(READERS, Faults.MONGODB),
                millis -> stick(cluster, publishers, millis));
        return faults.all;
    }

    /** Whoever reads beside them gets everything, and the nodes stay up. */
    private static void stick(Cluster cluster, Publishers publishers, long millis) throws InterruptedException {
        int count = STUCK_OF_EACH_NODE * cluster.nodes().size();
        try (StuckReaders stuck = new StuckReaders(cluster.health(), Publishers.HUGE, count)) {
            Awaitility.await().atMost(LONGEST_OPENING).until(() -> stuck.open() > count / 2);
            publishers.publishHuge(HUGE_EVENTS_OF_EACH);
            Thread.sleep(millis);
        }
        cluster.awaitReady();
    }

    /** In the stream feed: a node that starts in the queue feed knows no keys. */
    static List<Fault> ofCalls(Cluster cluster, Publishers publishers, Scale scale, Random random) {
        List<Fault> faults = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            Fault.Act act = millis -> {
                publishers.killAmidCalls(node, random.nextLong(LONGEST_CALLS_MILLIS));
                Thread.sleep(millis);
                node.start();
            };
            faults.add(new Fault(
                    "node killed amid calls",
                    node.name(),
                    Effect.LOSES_FEED,
                    Set.of(node.name()),
                    scale.outage(),
                    act));
        }
        return faults;
    }

    private void add(String kind, Scale.Length length, Set<String> parts, Fault.Act act) {
        all.add(new Fault(kind, "", Effect.KEEPS_FEED, parts, length, act));
    }
}
