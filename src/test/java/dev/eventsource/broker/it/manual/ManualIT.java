package dev.eventsource.broker.it.manual;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.browser.Snippet;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.OperatorsToken;
import dev.eventsource.broker.it.support.Python;
import dev.eventsource.broker.it.support.RequiresCurl;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.run.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of the README and the manual does what it is there for, as it is written: only the addresses are this run's. */
@Tag("once-per-server")
@ArquillianTest
class ManualIT {
    /** A call that is refused ends the shell; a stream goes on beside it, and is there before what is pasted next. */
    private static final String SHELL = """
            set -eu
            curl() { command curl --silent --show-error --fail --max-time 60 "$@"; }
            follow() {
              rm -f stream
              "$@" > stream &
              for second in 1 2 3 4 5 6 7 8 9 10; do grep -q eshq:open stream && return; sleep 1; done
              echo 'no stream'; exit 1
            }
            """;

    @Deployment(testable = false)
    static WebArchive broker() {
        TestUser.DEMO.addTo(Broker.MONGO.url());
        return Broker.war();
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
    }

    static Stream<Manual> pagesWithCommands() {
        return Manual.pages().filter(page -> page.commands().stream().anyMatch(Manual.Block::isRun));
    }

    @ParameterizedTest
    @MethodSource("pagesWithCommands")
    @RequiresCurl
    void commandsRunInThePagesOrder(Manual page) throws IOException {
        String commands = page.commands().stream()
                .filter(Manual.Block::isRun)
                .map(command -> command.code().replaceAll("(?m)^curl -N ", "follow curl -N "))
                .collect(joining());
        assertThat(run(SHELL + commands, "sh")).as(page.toString()).isEmpty();
    }

    static Stream<Manual> pagesWithPython() {
        return Manual.pages().filter(page -> !page.blocks("python").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pagesWithPython")
    void pythonRunsToo(Manual page) throws IOException {
        String program = page.blocks("python").stream().map(Manual.Block::code).collect(joining());
        try (var stream = new Site(TestUser.DEMO).subscribe("demo")) {
            assertThat(run(program, Python.path())).as(page.toString()).isEmpty();
            assertThat(stream.next()).contains("\ndata: Hello\n");
        }
    }

    /** Answers what it said where it failed, else nothing. */
    private static String run(String program, String interpreter) throws IOException {
        Path directory = Files.createTempDirectory(Target.file("."), "manual-");
        Path file = Files.writeString(directory.resolve("commands"), Snippet.withAddresses(program));
        Path log = directory.resolve("log");
        var command =
                List.of("sh", "-c", "cd \"$1\" && exec \"$2\" commands", "run", directory.toString(), interpreter);
        int status = GuardedProcess.start(command, Map.of("ADMIN_TOKEN", OperatorsToken.drawn()), log)
                .join();
        return status == 0 ? "" : file + " ended with " + status + ": " + Files.readString(log);
    }
}
