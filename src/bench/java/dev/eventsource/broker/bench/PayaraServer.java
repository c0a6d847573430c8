package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.obvious.BroadcastResource;
import dev.eventsource.broker.process.ServerProcess;
import dev.eventsource.broker.run.EmbeddedPayara;
import dev.eventsource.broker.run.Port;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glassfish.embeddable.GlassFishException;

/** Embedded Payara with the broker and, under a path of its own, the obvious way. */
final class PayaraServer {
    private static final String HTTP_PORT = "bench.payara.http.port";
    private static final String OBVIOUS = "/obvious";

    private PayaraServer() {}

    /** Starts it, and the broker's contender and the obvious way's with it. */
    static ServerProcess start(Broker broker, Contender broadcaster, List<String> flags, Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put(HTTP_PORT, broker.contender().httpPort());
        properties.put(BroadcastResource.PORT, broadcaster.feedPort());
        return ServerProcess.start("bench-payara", flags, PayaraServer.class, properties);
    }

    /** The obvious way beside a broker, on the same server. */
    static Contender broadcaster(Broker broker) {
        return new Contender(
                "Sse.newBroadcaster() on Payara",
                broker.contender().httpPort(),
                Port.free(),
                false,
                Contender.always(OBVIOUS + "/stream"));
    }

    public static void main(String[] args) throws GlassFishException {
        Runtime.getRuntime().addShutdownHook(new Thread(PayaraServer::end));
        EmbeddedPayara payara = EmbeddedPayara.start(Integer.getInteger(HTTP_PORT));
        payara.deploy(Wars.obvious(), OBVIOUS);
        payara.deploy(Wars.brokerWithFeed("bench-broker.war"), "/");
        payara.listen();
    }

    /** Nothing of it is worth an orderly end. */
    private static void end() {
        EmbeddedPayara.deleteFiles();
        Runtime.getRuntime().halt(0);
    }
}
