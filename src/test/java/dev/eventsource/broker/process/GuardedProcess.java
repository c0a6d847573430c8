package dev.eventsource.broker.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A child process that ends with this JVM, even when this JVM is killed. */
public final class GuardedProcess implements AutoCloseable {
    /**
     * A watcher reads from the pipe that this JVM holds; the pipe's end, whatever ended it, kills the program, and its whole
     * group where it has one of its own. Ctrl-C, which a terminal sends to all of them, is for this JVM, that ends the program
     * in its own way.
     */
    private static final String GUARD =
            "trap '' INT; exec 3<&0; (read -r line <&3; kill -KILL $$ 2>&-; kill -KILL -$$ 2>&-) & exec \"$@\" 3<&- </dev/null";

    private final Process process;

    private GuardedProcess(Process process) {
        this.process = process;
    }

    public static GuardedProcess start(List<String> command, Map<String, String> environment, Path log) {
        var guarded = new ArrayList<>(List.of("sh", "-c", GUARD, "guard"));
        guarded.addAll(command);
        var builder = new ProcessBuilder(guarded)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new GuardedProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Waits for the end, and answers the exit status. */
    public int join() {
        return join(process);
    }

    /** In the caller's own thread: the pool of {@link Process#onExit} may have none left where tests keep them. */
    private static int join(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** SIGTERM: the program ends in its own way. */
    public void terminate() {
        // Not the process itself: that would close its input as well, whose end has it killed at once.
        process.toHandle().destroy();
        join();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        join();
    }

    /** SIGSTOP: the program does nothing any more, and its connections stay. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT: the program goes on as if no time had passed. */
    public void thaw() {
        signal("CONT");
    }

    /** Any other, such as {@code HUP}. */
    public void signal(String name) {
        try {
            join(new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
