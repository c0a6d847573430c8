package dev.eventsource.broker.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.process.GuardedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Symfony's component for publishing to a hub, as Debian packages it. */
final class SymfonyClient {
    private static final String SCRIPT = "src/test/php/publish.php";
    private static final int NOT_INSTALLED = 3;

    private SymfonyClient() {}

    /** The ids of the two updates that the script publishes. */
    static List<String> publish(URI hub, String token, String topic) {
        try {
            Path output = Files.createTempFile("symfony-", ".txt");
            String php = new Program("php").path().toString();
            int status = GuardedProcess.start(List.of(php, SCRIPT, hub.toString(), token, topic), Map.of(), output)
                    .join();
            assumeTrue(status != NOT_INSTALLED, "this PHP has no symfony/mercure");
            String said = Files.readString(output);
            assertThat(status).as(said).isZero();
            return said.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
