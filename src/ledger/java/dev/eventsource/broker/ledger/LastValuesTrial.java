package dev.eventsource.broker.ledger;

import dev.eventsource.broker.ledger.browser.ValueBrowsers;
import dev.eventsource.broker.ledger.browser.ValueRead;
import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.judge.Finding;
import dev.eventsource.broker.ledger.judge.Incident;
import dev.eventsource.broker.ledger.judge.ValueJudge;
import dev.eventsource.broker.ledger.publish.ValuePublishers;
import dev.eventsource.broker.ledger.value.Saying;
import dev.eventsource.broker.ledger.value.Sayings;
import dev.eventsource.broker.ledger.value.Sight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The last values of a run: who says them, who begins with them, and in the end a stream of each node that has to show them all. */
final class LastValuesTrial implements AutoCloseable {
    private static final int RATE = 8;
    private static final int READERS = 12;

    /** How long everyone has in the end to learn the last. */
    private static final long LONGEST_LAG_MILLIS = 3_000;

    private final Cluster cluster;
    private final Sayings sayings = new Sayings();
    private final ValuePublishers publishers;
    private final ValueBrowsers browsers;
    private final List<Sight> ends = new ArrayList<>();
    private long judged;

    LastValuesTrial(Cluster cluster, long longestSilenceMillis, Random random) {
        this.cluster = cluster;
        publishers = new ValuePublishers(cluster, sayings, RATE, random);
        browsers = new ValueBrowsers(cluster.health(), sayings, READERS, longestSilenceMillis, random);
    }

    /** What is said, for the witness to find in the log. */
    Sayings sayings() {
        return sayings;
    }

    void start() {
        publishers.start();
        browsers.begin();
    }

    /** Nothing more is said, and each node shows what it has. */
    void settle() throws InterruptedException {
        publishers.end();
        Thread.sleep(LONGEST_LAG_MILLIS);
        for (Node node : cluster.nodes()) {
            try {
                ends.add(ValueRead.of(node, sayings));
            } catch (IOException e) {
                throw new IllegalStateException(node + " shows no last values", e);
            }
        }
        browsers.end();
    }

    /** What was not as promised. To be asked for once, when the witness has read all. */
    List<Finding> judge(List<Incident> incidents) {
        ValueJudge judge = new ValueJudge(sayings.log(), sayings.all(), incidents)
                .judge(browsers.sights())
                .judgeEnd(ends);
        judged = judge.judged();
        return judge.findings();
    }

    Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put(
                "last values said",
                sayings.all().stream().filter(Saying::isConfirmed).count());
        figures.put("  streams that began with last values", judged);
        figures.put(
                "  events of these",
                browsers.sights().stream()
                        .flatMap(sight -> sight.seen().stream())
                        .filter(Sight.Event.class::isInstance)
                        .count());
        return figures;
    }

    @Override
    public void close() {
        publishers.close();
        browsers.close();
    }
}
