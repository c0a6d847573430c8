package dev.eventsource.broker.run;

import static java.util.stream.Collectors.toMap;

import com.mongodb.MongoException;
import dev.eventsource.broker.process.ServerProcess;
import dev.eventsource.broker.process.WildFly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.glassfish.embeddable.GlassFishException;

/**
 * What {@code mvn -Prun} starts: the broker, and a RabbitMQ and a MongoDB of its own unless it is told of others. The broker
 * runs in this JVM on Payara, or beside it on the WildFly of {@code jboss.home}, where the build has unpacked one.
 */
public final class Run {

    private static final Path TARGET = Path.of(System.getProperty("java.io.tmpdir"));
    private static final Path WAR = TARGET.resolve("broker.war");

    /** What this decides of the broker's settings. WildFly hears of them by its command line, all others by its environment. */
    private static final List<String> SETTINGS =
            List.of("AMQP_URL", "MONGO_URL", "ADMIN_TOKEN", "OPERATOR_ON_LOOPBACK");

    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final Duration LONGEST_COMPLAINT = Duration.ofSeconds(15);

    private final Port http = Port.of("http.port", "the page");
    private final Port amqp = Port.of("amqp.port", "AMQP");
    private final Port mongo = Port.of("mongo.port", "MongoDB");
    private final Optional<String> amqpUrl = given("AMQP_URL");
    private final Optional<String> mongoUrl = given("MONGO_URL");
    /** Written by the thread that starts everything, read by the one that ends it. */
    private volatile boolean serves;

    private final EmbeddedMongo mongoServer = EmbeddedMongo.inFile(mongo.number(), TARGET.resolve("run-mongo.h2"));

    public static void main(String[] args) {
        endWithParent();
        try {
            new Run().start();
        } catch (CannotRun e) {
            System.err.println(e.getMessage());
            Runtime.getRuntime().halt(1);
        } catch (Exception e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Maven may be killed without a chance to end what it started. */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(maven -> {
            Thread watch = new Thread(() -> endAfter(maven), "end-with-parent");
            watch.setDaemon(true);
            watch.start();
        });
    }

    private static void endAfter(ProcessHandle parent) {
        parent.onExit().join();
        System.exit(0);
    }

    private static Optional<String> given(String setting) {
        return Stream.of(System.getProperty(setting, ""), System.getenv().getOrDefault(setting, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private void start() throws GlassFishException {
        refuseTakenPorts();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        System.setProperty("AMQP_URL", amqpUrl.orElseGet(this::startAmqp));
        System.setProperty("MONGO_URL", mongoUrl.orElseGet(this::startMongo));
        boolean trustsLoopback = chooseOperators();
        addDemoUser();
        Optional<ServerProcess> wildFly = wildFlyHome().map(this::startWildFly);
        if (wildFly.isEmpty()) {
            startPayara();
        }
        serves = true;
        List<String> complaints = new Readiness(http.number(), LONGEST_START, LONGEST_COMPLAINT).await();
        System.out.println(new Invitation(http.number(), trustsLoopback, complaints));
        wildFly.ifPresent(Run::stayWith);
    }

    private static Optional<Path> wildFlyHome() {
        return given("jboss.home").map(Path::of);
    }

    private ServerProcess startWildFly(Path home) {
        Map<String, String> settings = SETTINGS.stream().collect(toMap(Function.identity(), System::getProperty));
        return new WildFly("run-wildfly", home)
                .start(List.of("-Xmx512m"), http.number(), List.of(WAR, DemoServlet.war(TARGET)), settings)
                .awaitPort(http.number());
    }

    private static void stayWith(ServerProcess server) {
        server.process().join();
        throw new CannotRun("WildFly has ended; target/run-wildfly.log says why.");
    }

    private void refuseTakenPorts() {
        List<Port> needed = new ArrayList<>(List.of(http));
        if (amqpUrl.isEmpty()) {
            needed.add(amqp);
        }
        if (mongoUrl.isEmpty()) {
            needed.add(mongo);
        }
        List<String> conflicts =
                needed.stream().flatMap(port -> port.conflict().stream()).toList();
        if (!conflicts.isEmpty()) {
            throw new CannotRun(String.join(System.lineSeparator(), conflicts));
        }
    }

    /** Whoever tries the broker out on a machine of its own steers it, unless a token or the setting itself says otherwise. */
    private static boolean chooseOperators() {
        Optional<String> token = given("ADMIN_TOKEN");
        String trust = given("OPERATOR_ON_LOOPBACK").orElse(Boolean.toString(token.isEmpty()));
        System.setProperty("ADMIN_TOKEN", token.orElse(""));
        System.setProperty("OPERATOR_ON_LOOPBACK", trust);
        return trust.equals("true");
    }

    private String startAmqp() {
        return new EmbeddedAmqp(amqp.number()).start().url();
    }

    private String startMongo() {
        return mongoServer.start().url();
    }

    private static void addDemoUser() {
        try {
            TestUser.DEMO.addTo(System.getProperty("MONGO_URL"));
        } catch (MongoException | IllegalArgumentException e) {
            throw new CannotRun("The MongoDB of MONGO_URL cannot be used: " + e.getMessage());
        }
    }

    private void startPayara() throws GlassFishException {
        EmbeddedPayara payara = EmbeddedPayara.start(http.number());
        payara.deploy(WAR, "/");
        payara.deploy(DemoServlet.war(TARGET), "/demo");
        payara.listen();
    }

    /**
     * Browsers are sent away, to where their proxy knows of another node. Beside them only MongoDB's file has anything to
     * lose; Qpid would take seconds to end, and the broker complain of it.
     */
    private void end() {
        if (serves) {
            new Farewell(http.number(), given("ADMIN_TOKEN").orElse("")).say();
        }
        mongoServer.close();
        EmbeddedPayara.deleteFiles();
        Runtime.getRuntime().halt(0);
    }
}
