package dev.eventsource.broker.ledger.fault;

import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.judge.Incident;
import dev.eventsource.broker.ledger.judge.Incident.Effect;
import dev.eventsource.broker.ledger.publish.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What becomes of exchange, bindings, queues and stream while every connection stays. The nodes have to notice, and to make
 * it again, within a time; those that are frozen or cut off just then have as long as that lasts.
 */
final class TopologyFaults {
    private static final String STREAM = "eventsource.log";
    private static final int LONGEST_SECONDS = 30;
    private static final int LONGEST_SECONDS_BESIDE_OTHERS = 90;

    private static final Scale.Length SOURCE_AWAY = new Scale.Length(25_000, 30_000);

    private final List<Fault> all = new ArrayList<>();
    private final Cluster cluster;

    private TopologyFaults(Cluster cluster) {
        this.cluster = cluster;
        Set<String> exchange = Set.of(Faults.RABBITMQ);
        add(
                "exchange deleted",
                Incident.EVERY_NODE,
                Effect.LOSES_BINDING,
                exchange,
                millis -> cluster.topology().deleteExchange(LONGEST_SECONDS_BESIDE_OTHERS));
        add(
                "exchange made anew",
                Incident.EVERY_NODE,
                Effect.LOSES_BINDING,
                exchange,
                millis -> cluster.topology().replaceExchange(LONGEST_SECONDS_BESIDE_OTHERS));
    }

    /** To a stream that all nodes read. It is deleted while nothing is done to them, for which the manual has no promise. */
    static List<Fault> ofStream(Cluster cluster, Witness witness) {
        TopologyFaults faults = new TopologyFaults(cluster);
        faults.add(
                "queue unbound",
                Incident.EVERY_NODE,
                Effect.LOSES_BINDING,
                Set.of(Faults.RABBITMQ),
                millis -> cluster.topology().unbind(STREAM, LONGEST_SECONDS));
        faults.add(
                "source unbound",
                Incident.EVERY_NODE,
                Effect.KEEPS_FEED,
                Set.of(Faults.RABBITMQ),
                millis -> cluster.topology().unbindSource(LONGEST_SECONDS_BESIDE_OTHERS));
        Set<String> everything = Faults.rabbitMqAndNodes(cluster);
        faults.addSource(everything);
        faults.add("stream deleted", Incident.EVERY_NODE, Effect.LOSES_STREAM, everything, millis -> {
            witness.deleteStream();
            cluster.topology().awaitBound(STREAM, LONGEST_SECONDS);
        });
        return faults.all;
    }

    /** Away for long enough that each node has seen it, and has to tell that messages were missed. */
    private void addSource(Set<String> parts) {
        Fault.Act act = millis -> cluster.topology().replaceSource(millis, LONGEST_SECONDS);
        all.add(new Fault("source deleted", Incident.EVERY_NODE, Effect.LOSES_BINDING, parts, SOURCE_AWAY, act));
    }

    /** To queues, of which each node has one. */
    static List<Fault> ofQueues(Cluster cluster) {
        TopologyFaults faults = new TopologyFaults(cluster);
        cluster.nodes().forEach(faults::addQueue);
        return faults.all;
    }

    /** Deleted under the node, which cancels its consumer, or bound to nothing. */
    private void addQueue(Node node) {
        add(
                "consumer cancelled",
                node.name(),
                Effect.MAY_LOSE_FEED,
                parts(node),
                millis -> cluster.rabbitMq().control("delete_queue", queue(node)));
        add(
                "queue unbound",
                node.name(),
                Effect.LOSES_BINDING,
                parts(node),
                millis -> cluster.topology().unbind(queue(node), LONGEST_SECONDS));
    }

    private static String queue(Node node) throws Exception {
        return "eventsource." + node.brokerId();
    }

    private static Set<String> parts(Node node) {
        return Set.of(Faults.RABBITMQ, node.name(), Faults.network(node));
    }

    private void add(String kind, String node, Effect effect, Set<String> parts, Fault.Act act) {
        all.add(new Fault(kind, node, effect, parts, Faults.NONE, act));
    }
}
