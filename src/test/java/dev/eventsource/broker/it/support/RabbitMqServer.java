package dev.eventsource.broker.it.support;

import static java.util.Map.entry;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.ConnectionFactory;
import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A RabbitMQ of the machine's own package, or of another's tree, as a child process: on free ports of the loopback interface,
 * with directories of its own, together with the port mapper that its Erlang insists on.
 */
public final class RabbitMqServer implements AutoCloseable {
    /** A line of its configuration: 128 MB, as RabbitMQ 3 takes by itself, where RabbitMQ 4 takes 16. */
    public static final String LARGEST_BODIES = "max_message_size = 134217728";

    /** The others of its cluster notice within ten seconds that it is silent, instead of a minute. */
    private static final String SOON_MISSED = " -kernel net_ticktime 8";

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final int port = Port.lasting();
    private final int distributionPort = Port.lasting();
    private final PortMapper mapper;
    private final boolean isAlone;
    private final Path directory;
    private @Nullable GuardedProcess server;

    /** With further lines of {@code rabbitmq.conf}. */
    public RabbitMqServer(String... configuration) {
        this(new PortMapper(), true, configuration);
    }

    /** One of several that know each other by the same mapper, which is there before they are. */
    static RabbitMqServer inCluster(PortMapper mapper) {
        return new RabbitMqServer(mapper, false);
    }

    private RabbitMqServer(PortMapper mapper, boolean isAlone, String... configuration) {
        this.mapper = mapper;
        this.isAlone = isAlone;
        try {
            // Not by its port alone, which another server may have had: this one would find that one's exchanges there.
            directory = Files.createDirectories(Path.of("target", "rabbitmq-" + port + "-" + System.nanoTime())
                    .toAbsolutePath());
            Files.writeString(directory.resolve("rabbitmq.conf"), "listeners.tcp.1 = 127.0.0.1:" + port + "\n");
            configure(List.of(configuration));
            Files.writeString(directory.resolve("plugins"), "[].\n");
            Files.writeString(directory.resolve("environment"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this machine has what {@link RequiresRabbitMq} names. */
    public static boolean isInstalled() {
        return Stream.of("rabbitmq-server", "epmd")
                .allMatch(name -> new Program(name).find().isPresent());
    }

    public String url() {
        return "amqp://guest:guest@127.0.0.1:" + port + "/%2F";
    }

    public int port() {
        return port;
    }

    /** As the others of its cluster call it. */
    String name() {
        return "broker-" + port + "@localhost";
    }

    /** With further lines of {@code rabbitmq.conf} from its next start on. */
    void configure(List<String> lines) {
        try {
            Files.write(directory.resolve("rabbitmq.conf"), lines, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts, or starts again on the same ports with what was stored, and returns once it takes connections. */
    public RabbitMqServer start() {
        launch();
        return awaitConnections();
    }

    /** Starts, and returns at once. */
    void launch() {
        if (isAlone) {
            mapper.start();
        }
        List<String> command = RabbitMqPrograms.command("rabbitmq-server", "-noinput");
        server = GuardedProcess.start(command, environment(), directory.resolve("console.log"));
    }

    /** Returns once it takes connections. */
    public RabbitMqServer awaitConnections() {
        await().atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .conditionEvaluationListener(condition -> failIfDead())
                .until(this::takesConnections);
        return this;
    }

    /** In good order. */
    public void stop() {
        if (server != null) {
            server.terminate();
        }
        kill();
    }

    /** As a power cut would: SIGKILL to the Erlang machine. */
    public void kill() {
        if (server != null) {
            server.kill();
        }
        if (isAlone) {
            mapper.close();
        }
    }

    /** It does nothing any more, and its connections stay. */
    public void freeze() {
        Objects.requireNonNull(server).freeze();
    }

    /** It goes on as if no time had passed. */
    public void thaw() {
        Objects.requireNonNull(server).thaw();
    }

    /** Runs {@code rabbitmqctl}. */
    public void control(String... arguments) {
        control(directory.resolve("control.log"), arguments);
    }

    /** What {@code rabbitmqctl} prints. */
    public String ask(String... arguments) {
        Path answer = directory.resolve("answer-" + System.nanoTime());
        control(answer, arguments);
        try {
            return Files.readString(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void control(Path output, String... arguments) {
        List<String> command = RabbitMqPrograms.command("rabbitmqctl", arguments);
        int status = GuardedProcess.start(command, environment(), output).join();
        if (status != 0) {
            throw new IllegalStateException(command + " failed; see " + output);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(mapper.environment());
        all.putAll(Map.ofEntries(
                entry("RABBITMQ_NODENAME", name()),
                entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", PortMapper.LOOPBACK_ONLY + SOON_MISSED),
                entry("RABBITMQ_CTL_ERL_ARGS", PortMapper.LOOPBACK_ONLY),
                // Without it a shell would stand between this process and the Erlang machine.
                entry("RABBITMQ_ALLOW_INPUT", "true"),
                entry("RABBITMQ_CONF_ENV_FILE", file("environment")),
                entry("RABBITMQ_CONFIG_FILE", file("rabbitmq.conf")),
                entry("RABBITMQ_CONFIG_FILES", file("conf.d")),
                entry("RABBITMQ_ADVANCED_CONFIG_FILE", file("advanced.config")),
                entry("RABBITMQ_ENABLED_PLUGINS_FILE", file("plugins")),
                entry("RABBITMQ_MNESIA_BASE", file("data")),
                entry("RABBITMQ_LOG_BASE", file("log")),
                entry("RABBITMQ_PID_FILE", file("pid"))));
        return all;
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private void failIfDead() {
        if (server != null && !server.isAlive()) {
            throw new IllegalStateException("RabbitMQ ended; see " + directory.resolve("console.log"));
        }
    }

    private boolean takesConnections() {
        var factory = new ConnectionFactory();
        factory.setPort(port);
        factory.setHost("127.0.0.1");
        try (var connection = factory.newConnection()) {
            return connection.isOpen();
        } catch (Exception e) {
            return false;
        }
    }
}
