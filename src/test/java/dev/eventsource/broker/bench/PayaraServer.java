package dev.eventsource.broker.bench;

import dev.eventsource.broker.run.EmbeddedPayara;
import java.nio.file.Path;
import org.glassfish.embeddable.GlassFishException;

/** Embedded Payara with the broker and, under a path of its own, the obvious way. */
final class PayaraServer {
    static final String HTTP_PORT = "bench.payara.http.port";
    static final String OBVIOUS = "/obvious";

    private PayaraServer() {}

    public static void main(String[] args) throws GlassFishException {
        Runtime.getRuntime().addShutdownHook(new Thread(PayaraServer::end));
        Path target = Path.of(System.getProperty("java.io.tmpdir"));
        EmbeddedPayara payara = EmbeddedPayara.start(Integer.getInteger(HTTP_PORT));
        payara.deploy(Wars.obvious(target), OBVIOUS);
        payara.deploy(Wars.brokerWithFeed(target), "/");
    }

    /** Nothing of it is worth an orderly end. */
    private static void end() {
        EmbeddedPayara.deleteFiles();
        Runtime.getRuntime().halt(0);
    }
}
