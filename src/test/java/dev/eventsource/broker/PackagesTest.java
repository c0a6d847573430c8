package dev.eventsource.broker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.schedule.Worker;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackagesTest {
    private static final String ROOT = "dev.eventsource.broker";

    /** What each package may import of the others. */
    private static final Map<String, Set<String>> TABLE = Map.ofEntries(
            Map.entry("settings", Set.of("url")),
            Map.entry("schedule", Set.of()),
            Map.entry("url", Set.of()),
            Map.entry("count", Set.of()),
            Map.entry("secret", Set.of()),
            Map.entry("json", Set.of()),
            Map.entry("event", Set.of("json", "settings", "secret", "url")),
            Map.entry("http", Set.of("json", "settings", "event")),
            Map.entry("budget", Set.of()),
            Map.entry("body", Set.of("settings", "budget", "http", "answer")),
            Map.entry("answer", Set.of("schedule", "budget", "http")),
            Map.entry("mongo", Set.of("settings", "schedule", "http")),
            Map.entry("amqp", Set.of("settings")),
            Map.entry("cluster", Set.of("json", "settings", "amqp")),
            Map.entry("operator", Set.of("settings", "http", "cluster", "secret")),
            Map.entry(
                    "user",
                    Set.of("json", "schedule", "body", "http", "mongo", "cluster", "operator", "secret", "channel")),
            Map.entry(
                    "access",
                    Set.of(
                            "answer",
                            "settings",
                            "schedule",
                            "count",
                            "body",
                            "http",
                            "mongo",
                            "operator",
                            "user",
                            "secret",
                            "channel")),
            Map.entry(
                    "token",
                    Set.of(
                            "answer",
                            "json",
                            "settings",
                            "schedule",
                            "mongo",
                            "cluster",
                            "count",
                            "body",
                            "http",
                            "operator",
                            "access",
                            "user",
                            "secret",
                            "channel",
                            "event")),
            // The way of an event, from its end to its beginning.
            Map.entry(
                    "stream",
                    Set.of(
                            "token",
                            "access",
                            "json",
                            "settings",
                            "schedule",
                            "count",
                            "http",
                            "answer",
                            "cluster",
                            "stats",
                            "secret",
                            "channel",
                            "socket",
                            "event")),
            Map.entry("channel", Set.of("settings", "schedule", "event", "topic", "url")),
            Map.entry("topic", Set.of("url")),
            Map.entry(
                    "mercure",
                    Set.of(
                            "settings",
                            "http",
                            "body",
                            "answer",
                            "access",
                            "token",
                            "topic",
                            "url",
                            "json",
                            "channel",
                            "event",
                            "publish",
                            "mongo",
                            "roster",
                            "stream")),
            Map.entry(
                    "roster",
                    Set.of(
                            "json",
                            "settings",
                            "schedule",
                            "http",
                            "mongo",
                            "socket",
                            "publish",
                            "secret",
                            "event",
                            "url")),
            Map.entry("retained", Set.of("schedule", "http", "mongo", "channel", "event")),
            Map.entry(
                    "feed",
                    Set.of(
                            "settings",
                            "schedule",
                            "count",
                            "http",
                            "amqp",
                            "cluster",
                            "publish",
                            "source",
                            "channel",
                            "event")),
            Map.entry(
                    "source",
                    Set.of("json", "settings", "schedule", "http", "amqp", "cluster", "operator", "channel", "event")),
            Map.entry(
                    "publish",
                    Set.of(
                            "answer",
                            "token",
                            "json",
                            "settings",
                            "schedule",
                            "count",
                            "http",
                            "body",
                            "amqp",
                            "cluster",
                            "access",
                            "user",
                            "socket",
                            "channel",
                            "event")),
            Map.entry(
                    "socket",
                    Set.of(
                            "answer",
                            "token",
                            "json",
                            "settings",
                            "schedule",
                            "body",
                            "http",
                            "mongo",
                            "user",
                            "access",
                            "cluster",
                            "secret",
                            "channel",
                            "event")),
            Map.entry(
                    "presence",
                    Set.of(
                            "token",
                            "json",
                            "settings",
                            "schedule",
                            "body",
                            "http",
                            "mongo",
                            "user",
                            "access",
                            "socket",
                            "publish",
                            "secret",
                            "webhook",
                            "event")),
            Map.entry("past", Set.of("token", "json", "body", "http", "access", "user", "channel", "event")),
            Map.entry("webhook", Set.of("json", "schedule", "count", "user", "secret")),
            Map.entry("stats", Set.of("json", "schedule", "body", "http", "mongo", "access")),
            Map.entry(
                    "ops",
                    Set.of(
                            "token",
                            "json",
                            "settings",
                            "schedule",
                            "count",
                            "http",
                            "mongo",
                            "operator",
                            "access",
                            "feed",
                            "publish",
                            "channel",
                            "socket",
                            "presence",
                            "webhook",
                            "retained",
                            "stream")),
            Map.entry("health", Set.of("schedule", "channel", "stream")),
            Map.entry("trace", Set.of("event", "feed")),
            Map.entry("client", Set.of("json", "settings", "http")),
            Map.entry("page", Set.of("http")),
            Map.entry(
                    "console",
                    Set.of(
                            "json",
                            "settings",
                            "schedule",
                            "http",
                            "body",
                            "answer",
                            "mongo",
                            "cluster",
                            "operator",
                            "page",
                            "ops",
                            "feed",
                            "channel",
                            "socket",
                            "stream",
                            "event")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    static Set<String> packages() {
        return TABLE.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importOnlyWhatTheTableAllows(String name) {
        DescribedPredicate<JavaClass> allowed =
                DescribedPredicate.describe("what " + name + " may import", imported -> {
                    String other = imported.getPackageName();
                    return !other.startsWith(ROOT)
                            || other.equals(ROOT + "." + name)
                            || TABLE.getOrDefault(name, Set.of()).stream()
                                    .anyMatch(may -> other.equals(ROOT + "." + may));
                });
        classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyDependOnClassesThat(allowed)
                .check(CLASSES);
    }

    @Test
    void areAllInTheTable() {
        classes()
                .should()
                .resideInAnyPackage(
                        TABLE.keySet().stream().map(name -> ROOT + "." + name).toArray(String[]::new))
                .orShould()
                .haveFullyQualifiedName(ROOT + ".BrokerApplication")
                .orShould()
                .haveSimpleName("package-info")
                .check(CLASSES);
    }

    @Test
    void haveNoCycles() {
        slices().matching(ROOT + ".(*)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void keepRabbitMqWhereMessagesGoOutAndComeIn() {
        confine(Set.of("amqp", "feed", "publish", "cluster", "source"), "com.rabbitmq.client..");
    }

    @Test
    void keepJmsInTheFeed() {
        confine(Set.of("feed"), "jakarta.jms..", "com.rabbitmq.jms..");
    }

    @Test
    void keepMongoDbInTheRepositories() {
        confine(
                Set.of("mongo", "user", "access", "token", "socket", "stats", "presence", "roster", "retained"),
                "com.mongodb..",
                "org.bson..");
    }

    /** Which looks for its provider in all of the class path at each call. */
    @Test
    void lookUpTheProviderOfJsonOnce() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".json")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.json.Json")
                .check(CLASSES);
    }

    @Test
    void keepServletsInStreamAndWhereOperatorsAreKnownOrBodiesComeOrAnswersLeave() {
        confine(
                Set.of(
                        "http",
                        "body",
                        "answer",
                        "stream",
                        "user",
                        "access",
                        "token",
                        "operator",
                        "stats",
                        "publish",
                        "past",
                        "socket",
                        "presence",
                        "ops",
                        "mercure",
                        "source",
                        "console"),
                "jakarta.servlet..");
    }

    @Test
    void keepPrometheusInOps() {
        confine(Set.of("ops"), "io.prometheus..");
    }

    /** Which not every server has. */
    @Test
    void keepMicroProfileInHealth() {
        confine(Set.of("health"), "org.eclipse.microprofile..");
    }

    /** Nor this. */
    @Test
    void keepOpenTelemetryInTrace() {
        confine(Set.of("trace"), "io.opentelemetry..");
    }

    /** A thread that nobody asks after could do nothing for days. */
    @Test
    void haveNoBackgroundThreadThatGoesUnseen() {
        fields().that()
                .haveRawType(Worker.class)
                .or()
                .haveRawType(Periodic.class)
                .should()
                .beDeclaredInClassesThat(DescribedPredicate.describe(
                        "add it to a HealthReport",
                        owner -> owner.getPackageName().equals(ROOT + ".schedule")
                                || owner.getMethodCallsFromSelf().stream()
                                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(HealthReport.class))))
                .check(CLASSES);
    }

    /** Beans end in the order that their priorities say; in which order containers destroy them is their own business. */
    @Test
    void haveOneWayToShutDown() {
        noMethods().should().beAnnotatedWith(PreDestroy.class).check(CLASSES);
    }

    private static void confine(Set<String> packages, String... libraries) {
        String[] allowed = packages.stream().map(name -> ROOT + "." + name).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CLASSES);
    }
}
