package dev.eventsource.broker.bench;

import java.util.ArrayList;
import java.util.List;

/** What the heap holds for each connection that gets nothing but heartbeats. */
final class IdleMemory implements Mode {
    private static final double KILOBYTE = 1_024;

    @Override
    public String name() {
        return "idle memory";
    }

    @Override
    public void run(Arena arena, Report report) {
        arena.servers().brokers().forEach(broker -> run(broker, arena, report));
    }

    private void run(Broker broker, Arena arena, Report report) {
        Contender contender = broker.contender();
        broker.awaitNoConnections();
        List<Trial> open = new ArrayList<>();
        try (FeedLink link = new FeedLink(contender.feedPort())) {
            long before = link.heapInUse();
            int connections = 0;
            for (int wanted : arena.options().idle()) {
                open.add(arena.crowd(contender, wanted - connections));
                connections = wanted;
                double kilobytes = (link.heapInUse() - before) / KILOBYTE / connections;
                String unit = "KB of heap each, of %,d".formatted(connections);
                report.add(new Figure(name(), broker.name(), unit, List.of(kilobytes)));
                report.add(
                        Goal.atMost(broker.idleKilobytes(), "idle memory: " + broker.name() + ", " + unit, kilobytes));
            }
        } finally {
            open.forEach(trial -> {
                report.addFaults(name(), trial);
                trial.close();
            });
        }
    }
}
