package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.listener.EmptyListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Messages of an exchange, published as fast as the AMQP server takes them: how many a second the broker delivers to one
 * subscriber, and how many the AMQP client alone hands to a consumer that does nothing.
 */
final class AmqpFeed implements Mode {
    /** Where messages go, and how to wait until they are there. */
    private record Course(String name, MessageSource source, Runnable arrival) {

        double perSecond(int messages) {
            long start = System.nanoTime();
            CompletableFuture<Void> publishing = source.publish(messages);
            arrival.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            publishing.join();
            return messages / seconds;
        }
    }

    @Override
    public String name() {
        return "AMQP feed";
    }

    @Override
    public void run(Arena arena, Report report) {
        arena.servers().brokers().forEach(broker -> run(broker, arena, report));
    }

    private void run(Broker broker, Arena arena, Report report) {
        int messages = arena.options().messages();
        Servers servers = arena.servers();
        String channel = arena.channel();
        try (Trial trial = new Trial(broker.contender(), arena.client(), List.of(channel));
                EmptyListenerLink listener = servers.emptyListener();
                MessageSource toBroker = arena.messages(broker.exchange(), channel);
                MessageSource toListener = arena.messages(EmptyListener.EXCHANGE, channel)) {
            Course viaBroker = new Course(broker.name(), toBroker, () -> trial.await(messages));
            Course alone = new Course("amqp-client alone", toListener, () -> listener.await(messages));
            List<Figure> figures = new ArrayList<>();
            Rounds.interleave(arena.options().rounds(), List.of(viaBroker, alone), course -> course.perSecond(messages))
                    .forEach((course, rates) ->
                            figures.add(report.add(new Figure(name(), course.name(), "messages/s", rates))));
            double ratio = figures.get(0).ratioTo(figures.get(1));
            report.add(new Ratio("AMQP feed: " + broker.name() + " / amqp-client alone", ratio), 0.8);
            report.add(Goal.atLeast(
                    45_000,
                    "AMQP feed: " + broker.name() + ", messages/s",
                    figures.get(0).median()));
            report.addFaults(name(), trial);
        }
    }
}
