package dev.eventsource.broker.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What each connection takes that gets nothing but heartbeats: of the heap, of the memory that the process has, which is that
 * heap as far as it has ever been used and all else, and of the kernel's, where the client's end of it counts as well.
 */
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
        }
    }

    private static Goal goal(Broker broker, Figure figure) {
        String name = figure.mode() + ": " + broker.name() + ", " + figure.unit();
        return Goal.atMost(broker.idleKilobytes(), name, figure.median());
    }

    private Figure add(Contender contender, String unit, int connections, double kilobytes, Report report) {
        String text = "%s each, of %,d".formatted(unit, connections);
        return report.add(new Figure(name(), contender.name(), text, List.of(kilobytes)));
    }

    /** One figure of the heap for each number of connections. */
    private List<Figure> measure(Contender contender, List<Integer> steps, Arena arena, Report report) {
        List<Trial> open = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        try (FeedLink link = new FeedLink(contender.feedPort())) {
            long before = link.heapInUse();
            long residentBefore = link.resident();
            long kernelBefore = Kernel.bytes();
            int connections = 0;
            for (int wanted : steps) {
                open.add(arena.crowd(contender, wanted - connections));
                connections = wanted;
                double kilobytes = (link.heapInUse() - before) / KILOBYTE / connections;
                figures.add(add(contender, "KB of heap", connections, kilobytes, report));
                double resident = (link.resident() - residentBefore) / KILOBYTE / connections;
                add(contender, "KB resident", connections, resident, report);
                double kernel = (Kernel.bytes() - kernelBefore) / KILOBYTE / connections;
                add(contender, "KB of the kernel's", connections, kernel, report);
            }
        } finally {
            open.forEach(Trial::close);
        }
        return figures;
    }
}
