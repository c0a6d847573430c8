package dev.eventsource.broker.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads the server's log beside every test, and fails the class by whose end a secret stands in it. Embedded Payara logs
 * in this JVM, the others into a file.
 */
public final class LogWatch implements BeforeAllCallback, AfterAllCallback {
    private static final LogWords WORDS = new LogWords();
    private static final Logger ROOT = Logger.getLogger("");

    /** Anew for each class: a server may bring handlers of its own when it starts. */
    @Override
    public void beforeAll(ExtensionContext context) {
        ROOT.removeHandler(WORDS);
        ROOT.addHandler(WORDS);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        assertThat(ROOT.getHandlers()).contains(WORDS);
        List<String> words = WORDS.take().stream().filter(Secrets::isOne).toList();
        assertThat(words).as("secrets in the log").isEmpty();
        // Where no class so far has needed the server, it has logged nothing.
        Optional<Path> log = RemoteServer.log().filter(Files::exists);
        if (log.isPresent()) {
            assertHasNoSecret(log.get());
        }
    }

    private static void assertHasNoSecret(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> told = lines.filter(
                            line -> LogWords.BETWEEN_WORDS.splitAsStream(line).anyMatch(Secrets::isOne))
                    .toList();
            assertThat(told).as("lines of %s with secrets", log).isEmpty();
        }
    }
}
