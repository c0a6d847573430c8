package dev.eventsource.broker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The WildFly that the build unpacks and the operators' script prepares, with a base directory of its own: its configuration
 * without the script's settings, which would win over the benchmark's, and the broker.
 */
final class WildFlyServer {
    private static final String SETTING = "(?m)^ *<simple name=\"java:global/eventsource/.*\\R";

    private final Path home;
    private final Path base = Target.file("bench-wildfly");

    WildFlyServer(Path home) {
        this.home = home;
    }

    ServerProcess start(Broker broker, Map<String, Object> settings) {
        try {
            prepare();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put("jboss.home.dir", home);
        properties.put("jboss.server.base.dir", base);
        properties.put("jboss.http.port", broker.contender().httpPort());
        properties.put("jboss.https.port", 0);
        properties.put("jboss.management.http.port", 0);
        String modules = home.resolve("modules").toString();
        return ServerProcess.start(
                "wildfly",
                properties,
                List.of(
                        "-jar",
                        home.resolve("jboss-modules.jar").toString(),
                        "-mp",
                        modules,
                        "org.jboss.as.standalone"));
    }

    private void prepare() throws IOException {
        Path configuration = Files.createDirectories(base.resolve("configuration"));
        try (Stream<Path> files = Files.list(home.resolve("standalone/configuration"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, configuration.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path standalone = configuration.resolve("standalone.xml");
        Files.writeString(standalone, Files.readString(standalone, UTF_8).replaceAll(SETTING, ""), UTF_8);
        Path deployments = Files.createDirectories(base.resolve("deployments"));
        Files.copy(Wars.brokerWithFeed(), deployments.resolve("broker.war"), StandardCopyOption.REPLACE_EXISTING);
    }
}
