package dev.eventsource.broker.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.RequiresSystemdAnalyze;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units pass systemd's own checks, and leave whoever breaks in next to nothing to do. */
class SystemdTest {
    private static final Path UNITS = Path.of("server-config", "systemd");

    /** Of 100; what is left is that the node speaks to a network, and that a JVM makes code. */
    private static final int MOST_EXPOSURE = 15;

    private static final Pattern COMMAND = Pattern.compile("(?m)^Exec\\w+=(\\S+)");

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"broker-payara.service", "broker-wildfly.service"})
    @RequiresSystemdAnalyze
    void areUnderstoodByIt(String unit) throws IOException {
        install(unit);
        Run check = Run.of("systemd-analyze", "verify", "--root=" + root, "--man=no", "--recursive-errors=no", unit);
        assertThat(check.output()).isEmpty();
        assertThat(check.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker-payara.service", "broker-wildfly.service"})
    @RequiresSystemdAnalyze
    void areShutIn(String unit) {
        Run check = Run.of(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--no-pager",
                "--threshold=" + MOST_EXPOSURE,
                UNITS.resolve(unit).toString());
        assertThat(check.status()).as(check.output()).isZero();
    }

    /** But for the server itself, so that neither is shut in less. */
    @Test
    void areTheSameForBothServers() throws IOException {
        assertThat(sandbox("broker-payara.service")).isEqualTo(sandbox("broker-wildfly.service"));
    }

    @Test
    void holdNoSecret() throws IOException {
        try (Stream<String> lines = Files.lines(UNITS.resolve("broker.env"))) {
            assertThat(lines).allMatch(line -> line.isEmpty() || line.startsWith("#"));
        }
    }

    /** With programs where the unit has them. */
    private void install(String unit) throws IOException {
        Path units = Files.createDirectories(root.resolve("etc/systemd/system"));
        Path file = Files.copy(UNITS.resolve(unit), units.resolve(unit));
        List<String> commands = COMMAND.matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(commands).hasSize(2);
        for (String command : commands) {
            Path program = root.resolve(command.substring(1));
            Files.createDirectories(program.getParent());
            Files.copy(Path.of("/bin/true"), program);
        }
    }

    private static List<String> sandbox(String unit) throws IOException {
        try (Stream<String> lines = Files.lines(UNITS.resolve(unit))) {
            return lines.dropWhile(line -> !line.startsWith("ExecStop=")).toList();
        }
    }
}
