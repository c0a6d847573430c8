package dev.eventsource.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no file of the project may have in it, be it code or text. */
class TrackedFilesTest {
    /** As git leaves them, at the beginning of a line or behind that of a comment. */
    private static final Pattern MERGE_MARKER = Pattern.compile("^[\\s*#/|;-]*(<{7}|>{7}|\\|{7}) |^[\\s*#/;-]*={7}$");

    @Test
    void haveNoMarkersOfAMergeThatWasNotFinished() throws IOException {
        try (Stream<Path> files = files()) {
            assertThat(files.flatMap(TrackedFilesTest::markers)).isEmpty();
        }
    }

    private static Stream<Path> files() throws IOException {
        Stream<Path> roots = Stream.of(Path.of("src"), Path.of("server-config"));
        return Stream.concat(
                        Stream.of(Path.of("README.md"), Path.of("pom.xml")), roots.flatMap(TrackedFilesTest::below))
                .filter(Files::isRegularFile);
    }

    private static Stream<Path> below(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.toList().stream().filter(file -> !file.toString().contains("node_modules"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> markers(Path file) {
        try {
            List<String> lines =
                    Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
            return lines.stream()
                    .filter(line -> MERGE_MARKER.matcher(line).find())
                    .map(line -> file + ": " + line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
