package dev.eventsource.broker.payara;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One {@code asadmin} that takes commands from here as long as this is open: a JVM for each takes longer than most commands do. It
 * ends with this JVM, whose end is that of its input. For one thread.
 */
final class AsadminSession implements AutoCloseable {
    /** The last line of what each command prints. */
    private static final Pattern END =
            Pattern.compile("Command .* (executed successfully|completed with warnings|failed)\\.");

    private static final String FAILED = " failed.";

    private final Process process;
    private final BufferedReader printed;
    private final Writer commands;

    /** By that command, which reads others from its input. */
    AsadminSession(List<String> multimode, Map<String, String> environment) {
        var builder = new ProcessBuilder(multimode).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        printed = process.inputReader(UTF_8);
        commands = process.outputWriter(UTF_8);
    }

    /** As a line of a script; returns once it is done. A command that waits for its server does not wait for more than ten minutes. */
    void run(String line) {
        var said = new StringBuilder();
        String last = "";
        try {
            commands.write(line + "\n");
            commands.flush();
            while (!END.matcher(last).matches()) {
                last = printed.readLine();
                if (last == null) {
                    throw new IllegalStateException("asadmin has ended at " + line + ": " + said);
                }
                said.append(last).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("asadmin at " + line + ": " + said, e);
        }
        if (last.endsWith(FAILED)) {
            throw new IllegalStateException("asadmin " + line + " failed: " + said);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
