package dev.eventsource.broker.it.packaging;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every file that operators are given is run or checked by a test, or says at its top that it is not. */
class ServerConfigTest {
    private static final Path FILES = Path.of("server-config");
    private static final String UNTESTED = "Not run by the tests";
    private static final int TOP = 12;

    /** What runs them: tests, the servers that these start, and the build. */
    private static final List<Path> RUNNERS = List.of(
            Path.of("src", "test", "java"),
            Path.of("src", "test", "js"),
            Path.of("src", "payara"),
            Path.of("src", "micro"),
            Path.of("pom.xml"));

    @Test
    void isTestedOrSaysThatItIsNot() {
        List<Path> given = files(FILES).filter(file -> !isPage(file)).toList();
        Set<Path> tested = tested(given);
        assertThat(given).hasSizeGreaterThan(20);
        assertThat(given.stream().filter(file -> !tested.contains(file) && !saysThatItIsNot(file)))
                .as("named by no test nor by a file that is, and without '%s' at the top", UNTESTED)
                .isEmpty();
    }

    /** Payara 7 knows no {@code X-Powered-By} any more, Micro's settings are the environment's, and its metrics are not there yet. */
    @Test
    void prepareAPayaraMicroAsAPayara() {
        Stream<String> asPayara = commands("broker.asadmin")
                .filter(command -> !command.contains("xpowered-by") && !command.startsWith("create-system-properties"))
                .map(command -> command.replace("http-listener-1", "http-listener")
                        .replace("http-listener-2", "https-listener")
                        .replace(
                                "set-metrics-configuration --enabled=false --dynamic=true",
                                "set configs.config.server-config.microprofile-metrics-configuration.enabled=false"));
        assertThat(commands("micro.asadmin")).containsExactlyInAnyOrderElementsOf(asPayara.toList());
    }

    private static Stream<String> commands(String script) {
        return read(FILES.resolve("payara").resolve(script))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    /** Those that a test names, and those that they name. */
    private static Set<Path> tested(List<Path> given) {
        Set<Path> tested = new HashSet<>();
        String words = RUNNERS.stream()
                .flatMap(ServerConfigTest::files)
                .map(ServerConfigTest::read)
                .collect(joining());
        while (!words.isEmpty()) {
            String all = words;
            List<Path> named = given.stream()
                    .filter(file -> !tested.contains(file))
                    .filter(file -> isNamed(file, all))
                    .toList();
            tested.addAll(named);
            words = named.stream().map(ServerConfigTest::read).collect(joining());
        }
        return tested;
    }

    /** By itself, or with all that are in its directory. */
    private static boolean isNamed(Path file, String words) {
        return words.contains(file.getFileName().toString()) || words.contains("\"" + file.getParent() + "\"");
    }

    private static boolean saysThatItIsNot(Path file) {
        return read(file).lines().limit(TOP).anyMatch(line -> line.contains(UNTESTED));
    }

    /** Which explains the others. */
    private static boolean isPage(Path file) {
        return file.toString().endsWith(".md");
    }

    private static Stream<Path> files(Path root) {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
