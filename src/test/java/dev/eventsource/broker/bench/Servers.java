package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.broker.DirectFeed;
import dev.eventsource.broker.bench.floor.Floor;
import dev.eventsource.broker.bench.listener.EmptyListener;
import dev.eventsource.broker.bench.obvious.BroadcastResource;
import dev.eventsource.broker.run.EmbeddedMongo;
import dev.eventsource.broker.run.Port;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** All servers under test, and what they stand on. */
final class Servers implements AutoCloseable {
    /** Tickets must outlive the benchmark. */
    private static final int SOCKET_TTL_SECONDS = 86_400;

    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final AmqpServer amqp = AmqpServer.start();
    private final EmbeddedMongo mongo = EmbeddedMongo.inMemory(Port.free()).start();
    private final Contender floor;
    private final Contender singlyWritingFloor;
    private final Contender broadcaster;
    private final Broker payara;
    private final int listenerPort = Port.free();

    Servers() {
        stops.push(amqp.stop());
        stops.push(mongo::close);
        Tickets.USER.addTo(mongo.url());
        floor = startFloor("floor", true);
        singlyWritingFloor = startFloor("floor, a write per event", false);
        int httpPort = Port.free();
        int broadcastPort = Port.free();
        payara = Broker.onPayara(httpPort, Port.free());
        broadcaster = new Contender(
                "Sse.newBroadcaster() on Payara",
                httpPort,
                broadcastPort,
                false,
                Contender.always(PayaraServer.OBVIOUS + "/stream"));
        startPayara(httpPort, payara.contender().feedPort(), broadcastPort);
        startEmptyListener();
    }

    private Contender startFloor(String name, boolean coalescing) {
        int httpPort = Port.free();
        int feedPort = Port.free();
        start(
                        Floor.class,
                        coalescing ? "floor" : "floor-single",
                        Map.of(Floor.HTTP_PORT, httpPort, Floor.FEED_PORT, feedPort, Floor.COALESCING, coalescing))
                .awaitPort(httpPort);
        return new Contender(name, httpPort, feedPort, coalescing, Contender.always("/"));
    }

    private void startPayara(int httpPort, int directPort, int broadcastPort) {
        ServerProcess process = start(
                PayaraServer.class,
                "payara",
                Map.of(
                        PayaraServer.HTTP_PORT,
                        httpPort,
                        DirectFeed.PORT,
                        directPort,
                        BroadcastResource.PORT,
                        broadcastPort,
                        "AMQP_URL",
                        amqp.url(),
                        "AMQP_FEED",
                        "queue",
                        "MONGO_URL",
                        mongo.url(),
                        "SOCKET_TTL_SECONDS",
                        SOCKET_TTL_SECONDS));
        payara.awaitReady(process::failIfDead);
    }

    private void startEmptyListener() {
        start(
                        EmptyListener.class,
                        "listener",
                        Map.of(EmptyListener.AMQP_URL, amqp.url(), EmptyListener.PORT, listenerPort))
                .awaitPort(listenerPort);
    }

    Contender floor() {
        return floor;
    }

    Contender singlyWritingFloor() {
        return singlyWritingFloor;
    }

    Contender broadcaster() {
        return broadcaster;
    }

    List<Broker> brokers() {
        return List.of(payara);
    }

    String amqpUrl() {
        return amqp.url();
    }

    EmptyListenerLink emptyListener() {
        return new EmptyListenerLink(listenerPort);
    }

    private ServerProcess start(Class<?> program, String name, Map<String, ?> properties) {
        ServerProcess process = ServerProcess.start(program, name, properties);
        stops.push(process::close);
        return process;
    }

    @Override
    public void close() {
        stops.forEach(Runnable::run);
    }
}
