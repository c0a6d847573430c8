package dev.eventsource.broker.it.mercure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of what the drafts ask name tests that there are. */
class DraftTableTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");

    @ParameterizedTest
    @ValueSource(strings = {"07", "08"})
    void namesTestsThatThereAre(String draft) throws IOException {
        Path table = Path.of("src/site/markdown/mercure-draft-%s.md".formatted(draft));
        List<MatchResult> named = TEST.matcher(Files.readString(table))
                .results()
                .filter(test -> test.group(2) != null || test.group(1).endsWith("Test"))
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(25)
                .allSatisfy(test -> assertThat(source(test.group(1)))
                        .as(test.group())
                        .contains(test.group(2) == null ? "class " : "void " + test.group(2) + "("));
    }

    private static String source(String name) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            List<Path> found = sources.filter(path -> path.endsWith(name + ".java"))
                    .filter(path -> path.toString().contains("mercure") || name.endsWith("Test"))
                    .toList();
            assertThat(found).as(name).hasSize(1);
            return Files.readString(found.get(0));
        }
    }
}
