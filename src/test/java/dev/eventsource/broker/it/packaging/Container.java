package dev.eventsource.broker.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.packaging.Containerfile.Instruction;
import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an engine of containers makes of a Containerfile, made without one. One thread steers it. */
final class Container implements AutoCloseable {
    private static final String JAVA_HOME = System.getProperty("java.home");
    private static final String FLAGS_OF_EVERY_JVM = "JAVA_TOOL_OPTIONS";
    private static final List<String> NAMESPACES = List.of("--net", "--mount", "--pid", "--ipc");

    private final Containerfile file;
    private final Path root;
    private final Path log;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable GuardedProcess engine;

    Container(String server) {
        file = Containerfile.read(server);
        root = Target.file("container-" + server);
        log = emptied(Target.file("container-" + server + ".log"));
        environment.put("JAVA_HOME", JAVA_HOME);
        // What whoever runs the tests wants of every JVM, and nothing else of this process's own.
        String flags = System.getenv(FLAGS_OF_EVERY_JVM);
        if (flags != null) {
            environment.put(FLAGS_OF_EVERY_JVM, flags);
        }
        environment.put("PATH", JAVA_HOME + "/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    private static Path emptied(Path file) {
        try {
            return Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void build() {
        environment.putAll(file.environment());
        file.instructions().forEach(this::take);
    }

    private void take(Instruction instruction) {
        switch (instruction.keyword()) {
            case "COPY" -> copy(instruction.words());
            case "RUN" -> {
                int status =
                        start(List.of("/bin/sh", "-c", instruction.arguments())).join();
                assertThat(status).as("%s; see %s", instruction, log).isZero();
            }
            default -> {
                // Of no effect on the tree.
            }
        }
    }

    /** As an engine does: of a directory what is in it. */
    private void copy(List<String> words) {
        String last = words.get(words.size() - 1);
        Path destination = root.resolve(last.substring(1));
        for (String word : words.subList(0, words.size() - 1)) {
            Path source = Path.of(word);
            assertThat(source).exists();
            Path to = last.endsWith("/") ? destination.resolve(source.getFileName()) : destination;
            try {
                Files.createDirectories(to.getParent());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            succeed("cp", "-r", "-T", source.toString(), to.toString());
            succeed("chown", "-R", file.only("USER").arguments(), to.toString());
        }
        if (last.endsWith("/")) {
            succeed("chown", file.only("USER").arguments(), destination.toString());
        }
    }

    private static void succeed(String program, String... arguments) {
        Run run = Run.of(program, arguments);
        assertThat(run.status()).as(run.output()).isZero();
    }

    /** Its node, with these settings. */
    void run(Map<String, String> settings) {
        environment.putAll(settings);
        engine = start(file.only("CMD").command());
    }

    private GuardedProcess start(List<String> program) {
        List<String> command = new ArrayList<>(List.of(path("env"), "-i"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.add(path("unshare"));
        command.addAll(NAMESPACES);
        command.addAll(List.of(
                "--fork",
                "--kill-child",
                "/bin/sh",
                Target.file("test-classes/box.sh").toString()));
        command.addAll(List.of(root.toString(), JAVA_HOME, file.only("USER").arguments()));
        command.addAll(program);
        return GuardedProcess.start(command, Map.of(), log);
    }

    /** By its own check. */
    boolean isHealthy() {
        List<String> inside = new ArrayList<>(
                List.of("--target", "" + running().pid(), "--net", "--mount", "chroot", root.toString()));
        inside.addAll(file.only("HEALTHCHECK").command());
        return Run.of("nsenter", inside.toArray(String[]::new)).status() == 0;
    }

    /** As an engine does, with a signal to its first process; answers what that ended with. */
    int stop() {
        GuardedProcess process = running();
        ProcessHandle first = ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::children)
                .filter(child -> child.info().arguments().stream().anyMatch(this::isItsCommand))
                .findFirst()
                .orElseThrow();
        first.destroy();
        int status = process.join();
        engine = null;
        return status;
    }

    /** The guard of this process has the same words, behind those of unshare. */
    private boolean isItsCommand(String... arguments) {
        return arguments.length > 0
                && arguments[0].equals(file.only("CMD").command().get(0));
    }

    void failIfDead() {
        if (!running().isAlive()) {
            throw new IllegalStateException("the container has ended; see " + log);
        }
    }

    private GuardedProcess running() {
        if (engine == null) {
            throw new IllegalStateException("it does not run");
        }
        return engine;
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(String program) {
        return new Program(program).path().toString();
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.kill();
        }
        succeed("rm", "-rf", root.toString());
    }
}
