package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.eventsource.broker.amqp.AmqpServer;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What nodes note of their bindings, in RabbitMQ. */
@RequiresRabbitMq
class LeftOversTest {
    private static final RabbitMqServer SERVER = new RabbitMqServer().start();
    private static final AmqpServer GUEST = new AmqpServer(URI.create(SERVER.url()));
    private static final Logger LOG = Logger.getLogger(LeftOvers.class.getName());
    private static final int NODES = 3;
    private static final int ROUNDS = 10;
    private static Connection connection;

    private long nanos;
    private final Map<String, String> refused = new TreeMap<>();

    @BeforeAll
    static void connect() throws Exception {
        connection = connection(GUEST);
        connection.createChannel().exchangeDeclare("orders", "topic");
    }

    @AfterAll
    static void stop() {
        connection.abort();
        SERVER.close();
    }

    private static Connection connection(AmqpServer server) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        server.configure(factory);
        return factory.newConnection();
    }

    private LeftOvers leftOvers(String exchange) throws Exception {
        connection.createChannel().exchangeDeclare(exchange, "fanout");
        return new LeftOvers(exchange, () -> nanos);
    }

    private static SourceBinding binding(String key) {
        return new SourceBinding("orders", key, Map.of());
    }

    private Set<SourceBinding> keep(LeftOvers node, boolean mayUnbind, SourceBinding... wanted) throws Exception {
        return node.keep(GUEST, connection, Set.of(wanted), mayUnbind, refused).orElseThrow();
    }

    @Test
    void nodesThatNoteAtTheSameTimeLoseNothing() throws Exception {
        leftOvers("several");
        List<CompletableFuture<Void>> nodes = IntStream.range(0, NODES)
                .mapToObj(node -> CompletableFuture.runAsync(() -> note("several", node)))
                .toList();
        nodes.forEach(CompletableFuture::join);
        assertThat(keep(leftOvers("several"), false)).hasSize(NODES * ROUNDS);
    }

    private static void note(String exchange, int node) {
        LeftOvers leftOvers = new LeftOvers(exchange, () -> 0);
        for (int i = 0; i < ROUNDS; i++) {
            SourceBinding binding = binding(node + "." + i);
            try {
                // Whoever waits for long tries again, as the feed does.
                Set<SourceBinding> noted = Set.of();
                while (noted.isEmpty()) {
                    noted = leftOvers
                            .keep(GUEST, connection, Set.of(binding), false, new TreeMap<>())
                            .orElse(Set.of());
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void whatIsNoLongerWantedGoesOnceNobodyNeedsItAndNotAtOnce() throws Exception {
        LeftOvers node = leftOvers("tidied");
        keep(node, true, binding("a"), binding("b"));
        assertThat(keep(node, true, binding("b"))).hasSize(2);
        nanos += Duration.ofSeconds(9).toNanos();
        assertThat(keep(node, false, binding("b"))).hasSize(2);
        assertThat(keep(node, true, binding("b"))).containsExactly(binding("b"));
        assertThat(keep(leftOvers("tidied"), true)).containsExactly(binding("b"));
        assertThat(refused).isEmpty();
    }

    @Test
    void whatTheBrokerMayNotUnbindStaysNotedAndIsToldOnceUnlessItsExchangeIsNotThere() throws Exception {
        SERVER.control("add_user", "few", "few");
        SERVER.control("set_permissions", "few", ".*", ".*", "^(refusing.*|gone)$");
        AmqpServer few = new AmqpServer(URI.create(SERVER.url().replace("guest:guest", "few:few")));
        LeftOvers node = leftOvers("refusing");
        Warnings warnings = new Warnings();
        LOG.addHandler(warnings);
        try (Connection feed = connection(few)) {
            Set<SourceBinding> wanted = Set.of(
                    binding("a"),
                    binding("b"),
                    new SourceBinding("gone", "", Map.of()),
                    new SourceBinding("neither there nor allowed", "", Map.of()));
            node.keep(few, feed, wanted, true, refused);
            node.keep(few, feed, Set.of(), true, refused);
            nanos += Duration.ofSeconds(9).toNanos();
            assertThat(node.keep(few, feed, Set.of(), true, refused))
                    .isEqualTo(Optional.of(Set.of(binding("a"), binding("b"))));
            node.keep(few, feed, Set.of(), true, refused);
        } finally {
            LOG.removeHandler(warnings);
        }
        assertThat(warnings.lines).singleElement().asString().contains("exchange orders stays bound");
    }

    /** No more than it can be bound: asked for it, the client fails, or RabbitMQ ends the feed's connection. */
    @Test
    void whatNoRulesCanHaveIsNotUnboundThoughItIsNoted() throws Exception {
        LeftOvers node = leftOvers("odd");
        String tooLong = "x".repeat(256);
        for (SourceBinding odd : List.of(
                new SourceBinding(tooLong, "", Map.of()),
                new SourceBinding("orders", tooLong, Map.of()),
                new SourceBinding("orders", "", Map.of(tooLong, 1L)),
                new SourceBinding("orders", "", Map.of("h", "x".repeat(200_000))))) {
            try (BoundSources record = BoundSources.open(GUEST, "odd.sources")) {
                record.write(Set.of(odd, binding("a")));
            }
            try (Connection feed = connection(GUEST)) {
                node.keep(GUEST, feed, Set.of(), true, refused);
                nanos += Duration.ofSeconds(9).toNanos();
                assertThat(node.keep(GUEST, feed, Set.of(), true, refused)).contains(Set.of());
                assertThat(feed.isOpen()).isTrue();
            }
        }
    }

    private static final class Warnings extends Handler {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().equals(Level.WARNING)) {
                lines.add(new SimpleFormatter().formatMessage(line));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** RabbitMQ stops a connection that publishes then, and the feed's is to go on. */
    @Test
    void whileRabbitMqTakesNoMessagesTheFeedGoesOnAndItIsNotedLater() throws Exception {
        LeftOvers node = leftOvers("late");
        Set<SourceBinding> all = new HashSet<>();
        SERVER.control("set_vm_memory_high_watermark", "0");
        try (Connection feed = connection(GUEST)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                all.add(binding("k" + all.size()));
                return node.keep(GUEST, feed, all, false, refused).isEmpty();
            });
            assertThat(refused.get("late.sources")).contains("takes no messages");
            assertThat(feed.isOpen()).isTrue();
            feed.createChannel().exchangeBind("late", "orders", "k0");
        } finally {
            SERVER.control("set_vm_memory_high_watermark", "0.4");
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> node.keep(GUEST, connection, Set.of(), false, refused)
                        .filter(all::equals)
                        .isPresent());
    }
}
