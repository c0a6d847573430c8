package dev.eventsource.broker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP;
import dev.eventsource.broker.amqp.Doubt;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.source.Arrival;
import dev.eventsource.broker.source.Sources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What it takes to make an event of a message of somebody else's exchange, beside rules that do not match it; without servers. */
final class RulesOfSources implements Mode {
    private static final String SETTING = "SOURCES";
    private static final int MESSAGES = 1_000_000;
    private static final int MANY = 1_000;
    private static final String WHOLE = "";
    private static final String POINTER = ",\"data\":\"{/order}\"";

    @Override
    public String name() {
        return "rules of sources";
    }

    @Override
    public void run(Arena arena, Report report) {
        List<Case> cases = List.of(
                new Case("1 rule", 1, WHOLE),
                new Case("1,000 rules", MANY, WHOLE),
                new Case("1,000 rules, data by a pointer", MANY, POINTER));
        Map<Case, List<Double>> nanos = new LinkedHashMap<>();
        cases.forEach(each -> {
            each.nanosPerMessage();
            nanos.put(each, new ArrayList<>());
        });
        for (int round = 0; round < arena.options().rounds(); round++) {
            nanos.forEach((each, rounds) -> rounds.add(each.nanosPerMessage()));
        }
        nanos.forEach((each, rounds) -> {
            Figure figure = new Figure(name(), each.words(), "ns for each message", rounds);
            report.add(figure);
            if (!each.data().equals(POINTER)) {
                report.add(Goal.atMost(2_000, name() + ": ns for a message, " + each.words(), figure.median()));
            }
        });
    }

    /**
     * Some rules, of which each message matches another.
     *
     * @param data what the event's data are made of, as a rule's member with a comma before it
     */
    private record Case(String words, int rules, String data) {
        double nanosPerMessage() {
            Sources sources = sources();
            byte[] body = "{\"order\":{\"id\":7,\"text\":\"%s\"}}"
                    .formatted("x".repeat(100))
                    .getBytes(UTF_8);
            List<Arrival> messages = IntStream.range(0, rules)
                    .mapToObj(
                            i -> new Arrival("orders", "orders." + i + ".kind-" + i, new AMQP.BasicProperties(), body))
                    .toList();
            long begin = System.nanoTime();
            for (int i = 0; i < MESSAGES; i++) {
                map(sources, messages.get(i % rules));
            }
            return (double) (System.nanoTime() - begin) / MESSAGES;
        }

        private static void map(Sources sources, Arrival message) {
            try {
                if (sources.map(message).size() != 1) {
                    throw new IllegalStateException("no event");
                }
            } catch (RefusedEvent e) {
                throw new IllegalStateException(e);
            }
        }

        private Sources sources() {
            String all = IntStream.range(0, rules)
                    .mapToObj(i -> "{\"key\":\"orders.*.kind-%d\",\"channel\":\"orders.{1}\"%s}".formatted(i, data))
                    .collect(Collectors.joining(","));
            System.setProperty(SETTING, "{\"sources\":[{\"exchange\":\"orders\"}],\"rules\":[%s]}".formatted(all));
            try {
                Settings settings = new Settings();
                EventRules events = new EventRules(settings);
                return new Sources(new EventJson(events, new Seal()), events, new Doubt(), settings);
            } finally {
                System.clearProperty(SETTING);
            }
        }
    }
}
