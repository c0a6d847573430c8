package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Audience;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All subscribers connect in one moment, as after a restart; measured until the last has its first frame. */
final class ConnectStorm implements Mode {

    @Override
    public String name() {
        return "connect storm";
    }

    @Override
    public void run(Arena arena, Report report) {
        Servers servers = arena.servers();
        List<Contender> contenders = new ArrayList<>(List.of(servers.floor()));
        servers.brokers().forEach(broker -> contenders.add(broker.contender()));
        Rounds.interleave(arena.options().rounds(), contenders, contender -> connect(contender, arena))
                .forEach(
                        (contender, rates) -> report.add(new Figure(name(), contender.name(), "connections/s", rates)));
    }

    private static double connect(Contender contender, Arena arena) {
        int connections = arena.options().storm();
        List<String> paths = contender.door().paths(Collections.nCopies(connections, arena.channel()));
        long start = System.nanoTime();
        try (Audience audience = arena.client().open(contender.address(), paths, connections)) {
            return audience.open() / ((System.nanoTime() - start) / 1e9);
        }
    }
}
