package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.NodePackages;
import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.it.support.RequiresNode;
import dev.eventsource.broker.process.GuardedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scripts of the client and the pages without a browser: what a linter minds, and their own unit tests. */
@RequiresNode
class ScriptsTest {
    private static final Path TESTS = Path.of("src", "test", "js");

    @Test
    void passTheirUnitTests() throws IOException {
        List<String> command =
                new ArrayList<>(List.of(new Program("node").path().toString(), "--test"));
        try (Stream<Path> tests = Files.list(TESTS)) {
            tests.map(Path::toString).sorted().forEach(command::add);
        }
        assertPasses(command);
    }

    @Test
    void haveNothingThatALinterMinds() throws IOException {
        Path linter = NodePackages.directory().resolve("node_modules/eslint/bin/eslint.js");
        Path configuration = NodePackages.directory().resolve("eslint.config.mjs");
        assertPasses(List.of(
                new Program("node").path().toString(),
                linter.toString(),
                "--config",
                configuration.toString(),
                "--max-warnings",
                "0",
                "src"));
    }

    private static void assertPasses(List<String> command) throws IOException {
        Path log = Files.createTempFile("scripts-", ".log");
        int status = GuardedProcess.start(command, Map.of(), log).join();
        assertThat(status).as(Files.readString(log)).isZero();
        Files.delete(log);
    }
}
