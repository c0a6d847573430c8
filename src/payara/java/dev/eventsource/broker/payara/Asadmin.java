package dev.eventsource.broker.payara;

import dev.eventsource.broker.process.GuardedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Payara's own command for operators.
 *
 * @param home where the server is unpacked
 * @param port of its administration
 */
record Asadmin(Path home, int port) {
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    /** A script goes on behind a line that failed, and ends well. */
    private static final Pattern FAILURE = Pattern.compile("(?m)^Command .* failed\\.$");

    private static final Map<String, String> ENVIRONMENT = Map.of("JAVA_HOME", JAVA_HOME.toString());

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA_HOME.resolve("bin/java").toString(),
                "-jar",
                home.resolve("glassfish/lib/client/appserver-cli.jar").toString(),
                "--interactive=false",
                "--host=127.0.0.1",
                "--port=" + port));
        command.addAll(List.of(arguments));
        return command;
    }

    /** For many commands, one after the other, which are read as those of a script are. */
    AsadminSession session() {
        return new AsadminSession(command("multimode", "--file=/dev/stdin"), ENVIRONMENT);
    }

    /** What it printed. */
    String run(String... arguments) {
        List<String> command = command(arguments);
        try {
            Path output = Files.createTempFile("asadmin-", ".log");
            int status = GuardedProcess.start(command, ENVIRONMENT, output).join();
            String printed = Files.readString(output);
            if (status != 0 || FAILURE.matcher(printed).find()) {
                throw new IllegalStateException("asadmin " + String.join(" ", arguments) + " failed: " + printed);
            }
            Files.delete(output);
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void runScript(Path script) {
        run("multimode", "--file=" + script);
    }

    void runScript(List<String> lines) {
        try {
            Path script = Files.createTempFile("asadmin-", ".txt");
            Files.write(script, lines);
            runScript(script);
            Files.delete(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value for a line of a script, which is read twice: as a line, and as a property. */
    static String quoted(String value) {
        String property = value.replaceAll("[:=\"]", "\\\\$0");
        return property.replaceAll("[\\\\\" ]", "\\\\$0");
    }
}
