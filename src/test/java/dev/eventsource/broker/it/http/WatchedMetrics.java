package dev.eventsource.broker.it.http;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What dashboards and alerts ask for is what this node tells. */
interface WatchedMetrics {
    Pattern METRIC = Pattern.compile("\\b((?:eventsource|process)_\\w+?)(?:_bucket)?\\b");

    @ParameterizedTest
    @ValueSource(strings = {"grafana/broker.json", "prometheus/rules.yml", "prometheus/rules-test.yml"})
    default void areAllThere(String file) throws IOException {
        String text = Files.readString(Path.of("server-config", file));
        Set<String> wanted =
                METRIC.matcher(text).results().map(metric -> metric.group(1)).collect(toSet());
        assertThat(wanted).isNotEmpty();
        assertThat(Scrape.now().types().keySet()).containsAll(wanted);
    }
}
