package dev.eventsource.broker.bench;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.eventsource.broker.bench.floor.Floor;
import dev.eventsource.broker.bench.listener.EmptyListener;
import dev.eventsource.broker.bench.listener.Tap;
import dev.eventsource.broker.it.support.IndependentMongo;
import dev.eventsource.broker.process.ServerProcess;
import dev.eventsource.broker.process.WildFly;
import dev.eventsource.broker.run.EmbeddedMongo;
import dev.eventsource.broker.run.MongoServer;
import dev.eventsource.broker.run.Port;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All servers under test, and what they stand on. */
final class Servers implements AutoCloseable {
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final List<String> flags;
    private final Options options;
    private final AmqpServer amqp = AmqpServer.start();
    private final MongoServer mongo;
    private final Contender floor;
    private final Contender singlyWritingFloor;
    private final Contender broadcaster;
    private final Optional<Nchan> nchan = Nchan.start();
    private final List<Broker> brokers = new ArrayList<>();
    private final int listenerPort = Port.free();

    /** Starts them; WildFly where there is one in its directory. */
    Servers(Options options) {
        flags = List.of("-Xmx" + options.heap());
        this.options = options;
        mongo = options.mongo().equals("process") ? new IndependentMongo() : EmbeddedMongo.inMemory(Port.free());
        mongo.start();
        stops.push(amqp.stop());
        stops.push(mongo::close);
        nchan.ifPresent(server -> stops.push(server::close));
        floor = startFloor("floor", true);
        singlyWritingFloor = startFloor("floor, a write per event", false);
        startEmptyListener();
        Broker payara = Broker.onPayara();
        broadcaster = PayaraServer.broadcaster(payara);
        // Both start at the same time: each has long stretches that take one processor alone.
        ServerProcess onPayara = keep(PayaraServer.start(payara, broadcaster, flags, settings(payara)));
        Runnable awaitWildFly = () -> {};
        if (Files.isDirectory(options.wildFly())) {
            Broker broker = Broker.onWildFly();
            ServerProcess onWildFly = keep(startWildFly(options.wildFly(), broker));
            awaitWildFly = () -> add(broker, onWildFly);
        }
        add(payara, onPayara);
        awaitWildFly.run();
    }

    private Contender startFloor(String name, boolean coalescing) {
        int httpPort = Port.free();
        int feedPort = Port.free();
        Map<String, Object> properties = new HashMap<>(
                Map.of(Floor.HTTP_PORT, httpPort, Floor.FEED_PORT, feedPort, Floor.COALESCING, coalescing));
        if (coalescing) {
            properties.putAll(tap());
        }
        keep(ServerProcess.start("bench-floor-" + httpPort, flags, Floor.class, properties))
                .awaitPort(httpPort);
        return new Contender(name, httpPort, feedPort, coalescing, Contender.always("/"));
    }

    private void startEmptyListener() {
        Map<String, Object> properties = new HashMap<>(tap());
        properties.put(EmptyListener.PORT, listenerPort);
        keep(ServerProcess.start("bench-listener", flags, EmptyListener.class, properties))
                .awaitPort(listenerPort);
    }

    private Map<String, Object> tap() {
        return Map.of(Tap.AMQP_URL, amqp.url(), Tap.STREAM, amqp.hasStreams());
    }

    private Map<String, Object> settings(Broker broker) {
        String mongoUrl = broker.mongoUrl(mongo);
        Tickets.USER.addTo(mongoUrl);
        // What has no presence id is not told of, so this costs the modes nothing that have none.
        Tickets.USER.setIn(mongoUrl, "presence_events", true);
        return broker.settings(amqp.url(), mongoUrl, options);
    }

    private void add(Broker broker, ServerProcess server) {
        broker.awaitReady(server::failIfDead);
        brokers.add(broker);
    }

    private ServerProcess startWildFly(Path home, Broker broker) {
        int httpPort = broker.contender().httpPort();
        return new WildFly("bench-wildfly", home)
                .start(flags, httpPort, List.of(Wars.brokerWithFeed("bench-broker-for-wildfly.war")), settings(broker));
    }

    private ServerProcess keep(ServerProcess server) {
        stops.push(server::close);
        return server;
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

    /** Another product, where it is installed. */
    Optional<Contender> nchan() {
        return nchan.map(Nchan::contender);
    }

    List<Broker> brokers() {
        return brokers;
    }

    /** Where a contender's events are published, if they come over AMQP; none where they cannot. */
    Optional<String> exchange(Contender contender) {
        if (contender.equals(floor)) {
            return Optional.of(Floor.EXCHANGE);
        }
        return brokers.stream()
                .filter(broker -> broker.contender().equals(contender))
                .map(Broker::exchange)
                .findFirst();
    }

    String amqpUrl() {
        return amqp.url();
    }

    /** A publisher that only the AMQP server holds up. */
    ConfirmedSource confirmedSource(int atOnce, int length) {
        return new ConfirmedSource(amqp, atOnce, length);
    }

    /** Inserts that only MongoDB holds up. */
    TicketInserts ticketInserts() {
        return new TicketInserts(mongo.url());
    }

    /** People on a channel of a broker's, as MongoDB knows them. */
    Attendants attendants(Broker broker, String channel, int count) {
        return new Attendants(mongo.url(), broker.database(), channel, count);
    }

    /** How many sockets with this channel MongoDB has. */
    long tickets(String channel) {
        try (MongoClient client = MongoClients.create(mongo.url())) {
            return brokers.stream()
                    .mapToLong(broker -> client.getDatabase(broker.database())
                            .getCollection("connections")
                            .countDocuments(eq("channel", channel)))
                    .sum();
        }
    }

    /** How many operations on the embedded MongoDB's collections there were, whoever asked for them; another's are not counted. */
    long mongoOperations() {
        return mongo instanceof EmbeddedMongo embedded ? embedded.operations() : 0;
    }

    EmptyListenerLink emptyListener() {
        return new EmptyListenerLink(listenerPort);
    }

    @Override
    public void close() {
        stops.forEach(Runnable::run);
    }
}
