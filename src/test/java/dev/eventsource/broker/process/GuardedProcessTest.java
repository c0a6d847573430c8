package dev.eventsource.broker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "a group of processes is made by setsid")
class GuardedProcessTest {
    @TempDir
    private Path directory;

    @Test
    void takesItsWholeGroupWithIt() {
        List<String> command = List.of("setsid", "sh", "-c", "sleep 600 & wait");
        ProcessHandle child;
        try (var process = GuardedProcess.start(command, Map.of(), directory.resolve("log"))) {
            ProcessHandle parent = ProcessHandle.of(process.pid()).orElseThrow();
            await().until(() -> parent.children().findAny().isPresent());
            child = parent.children().findAny().orElseThrow();
            assertThat(child.isAlive()).isTrue();
        }
        await().until(() -> !child.isAlive());
    }
}
