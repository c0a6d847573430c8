package dev.eventsource.broker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
    private final Guard guard = new Guard(Map.of("a / b", 1.0));

    @Test
    void saysWhatFellByMoreThanAFifth() {
        assertThat(guard.compare(List.of(new Ratio("a / b", 0.7)))).contains("FELL BY 30 %");
    }

    @Test
    void doesNotMindLess() {
        assertThat(guard.compare(List.of(new Ratio("a / b", 0.81)))).doesNotContain("FELL");
    }

    @Test
    void saysWhatItKnowsNothingOf() {
        assertThat(guard.compare(List.of(new Ratio("c / d", 2)))).contains("new");
    }

    @Test
    void readsWhatItHasWritten(@TempDir Path directory) {
        Path file = directory.resolve("baseline.json");
        Guard.write(List.of(new Ratio("a / b", 1.2344)), file);
        assertThat(Guard.read(file).before()).containsExactly(Map.entry("a / b", 1.234));
    }
}
