package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.it.support.RequiresPromtool;
import dev.eventsource.broker.process.GuardedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators give to Prometheus passes its own checks. */
class AlertRulesTest {
    private static final Path FILES = Path.of("server-config", "prometheus");

    @TempDir
    Path directory;

    @RequiresPromtool
    @ParameterizedTest
    @ValueSource(
            strings = {
                "check config --syntax-only prometheus.yml",
                "check rules --lint-fatal rules.yml",
                "test rules rules-test.yml"
            })
    void pass(String check) throws IOException {
        Path output = directory.resolve("promtool.log");
        int separator = check.lastIndexOf(' ');
        String file = FILES.resolve(check.substring(separator + 1)).toString();
        var command = new ArrayList<>(List.of(new Program("promtool").path().toString()));
        command.addAll(List.of(check.substring(0, separator).split(" ")));
        command.add(file);
        int exit = GuardedProcess.start(command, Map.of(), output).join();
        assertThat(exit).as(Files.readString(output)).isZero();
    }
}
