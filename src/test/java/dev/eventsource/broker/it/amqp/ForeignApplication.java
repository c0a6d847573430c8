package dev.eventsource.broker.it.amqp;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.RabbitMqServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** RabbitMQ with exchanges that were there before the broker, and the file that tells it of them. */
final class ForeignApplication implements AutoCloseable {
    private static final String SETTING = "SOURCES";
    private static final String FEED = "AMQP_FEED";

    private final RabbitMqServer server = new RabbitMqServer().start();
    private final ForeignExchanges exchanges = new ForeignExchanges(server.url())
            .declare("orders", "topic")
            .declare("alerts", "direct")
            .declare("jobs", "headers")
            .declare("ready", "fanout");
    private final Path file;

    ForeignApplication() {
        try {
            file = Files.createTempFile("sources", ".json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A broker that reads its exchanges into a {@code feed} of that kind. */
    WebArchive war(String feed) {
        SourcesTests.write(file, SourcesTests.SOURCES, SourcesTests.RULES);
        System.setProperty(SETTING, file.toString());
        System.setProperty(FEED, feed);
        return Broker.war(server.url());
    }

    ForeignExchanges exchanges() {
        return exchanges;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        System.clearProperty(SETTING);
        System.clearProperty(FEED);
        exchanges.close();
        server.close();
        Files.delete(file);
    }
}
