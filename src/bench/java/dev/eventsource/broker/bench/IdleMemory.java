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
        List<Integer> steps = arena.options().idle();
        for (Broker broker : arena.servers().brokers()) {
            broker.awaitNoChannels();
            measure(broker.contender(), steps, arena, report).forEach(figure -> report.add(goal(broker, figure)));
            broker.awaitNoChannels();
            measure(broker.bareServlet(), List.of(arena.options().mostIdle()), arena, report);
        }
    }

    private static Goal goal(Broker broker, Figure figure) {
        String name = figure.mode() + ": " + broker.name() + ", " + figure.unit();
        return Goal.atMost(broker.idleKilobytes(), name, figure.median());
    }

    /** One figure for each number of connections. */
    private List<Figure> measure(Contender contender, List<Integer> steps, Arena arena, Report report) {
        List<Trial> open = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        try (FeedLink link = new FeedLink(contender.feedPort())) {
            long before = link.heapInUse();
            int connections = 0;
            for (int wanted : steps) {
                open.add(arena.crowd(contender, wanted - connections));
                connections = wanted;
                double kilobytes = (link.heapInUse() - before) / KILOBYTE / connections;
                String unit = "KB of heap each, of %,d".formatted(connections);
                figures.add(report.add(new Figure(name(), contender.name(), unit, List.of(kilobytes))));
            }
        } finally {
            open.forEach(Trial::close);
        }
        return figures;
    }
}
