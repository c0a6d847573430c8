package dev.eventsource.broker.it.mercure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.RequiresMercureHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same calls to both hubs: what they answer differently is in a table of the manual, and nothing else. */
interface BesideOfficialHub {
    Path TABLE = Path.of("src/site/markdown/mercure-official-hub.md");

    @Test
    @RequiresMercureHub
    default void whatItAnswersOtherwiseIsExplained() throws IOException {
        List<Difference> found = new ArrayList<>();
        try (var official = new OfficialHub()) {
            var there = new AskedHub(official.uri());
            compare(found, there, HubPublications.all(), AskedHub::publish);
            compare(found, there, HubSubscriptions.all(), AskedHub::subscribe);
        }
        List<Difference> explained =
                Files.readString(TABLE).lines().flatMap(Difference::ofRow).toList();
        assertThat(found)
                .allSatisfy(difference ->
                        assertThat(explained).as(difference.toString()).anyMatch(row -> row.explains(difference)));
        assertThat(explained)
                .allSatisfy(row -> assertThat(found).as(row.toString()).anyMatch(row::explains));
    }

    private static void compare(
            List<Difference> found, AskedHub there, Stream<HubCall> calls, BiFunction<AskedHub, HubCall, String> ask) {
        var here = new AskedHub(Broker.uri(HubCalls.PATH));
        calls.forEach(call -> {
            String expected = ask.apply(there, call);
            String answer = ask.apply(here, call);
            if (!answer.equals(expected)) {
                found.add(new Difference(call.names(), expected, answer));
            }
        });
    }
}
