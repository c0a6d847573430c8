package dev.eventsource.broker.it.packaging;

import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.process.GuardedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a program of this machine said of a file.
 *
 * @param output standard and error output
 */
record Run(int status, String output) {
    static Run of(String program, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(new Program(program).path().toString()));
        command.addAll(List.of(arguments));
        try {
            Path log = Files.createTempFile(program, ".log");
            int status = GuardedProcess.start(command, Map.of(), log).join();
            String output = Files.readString(log);
            Files.delete(log);
            return new Run(status, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
