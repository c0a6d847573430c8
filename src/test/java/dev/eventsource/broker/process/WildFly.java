package dev.eventsource.broker.process;

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
 * without the script's settings, which would win over the test's.
 *
 * @param name of the base directory and the log
 * @param home where it is unpacked
 */
public record WildFly(String name, Path home) {
    private static final String SETTING = "(?m)^ *<simple name=\"java:global/eventsource/.*\\R";

    /**
     * Starts it on that port.
     *
     * @param wars the first of them the broker, the others each under the name of its file
     */
    public ServerProcess start(List<String> flags, int httpPort, List<Path> wars, Map<String, ?> settings) {
        return start(flags, httpPort, wars, settings, Map.of());
    }

    /** Starts it with nothing deployed and nothing set but in its environment. */
    public ServerProcess startEmpty(List<String> flags, int httpPort, Map<String, String> environment) {
        return start(flags, httpPort, List.of(), Map.of(), environment);
    }

    /** What is put here is deployed, and what is taken away from here no longer is. */
    public Path deployments() {
        return base().resolve("deployments");
    }

    private ServerProcess start(
            List<String> flags,
            int httpPort,
            List<Path> wars,
            Map<String, ?> settings,
            Map<String, String> environment) {
        try {
            prepare(wars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put("jboss.home.dir", home);
        properties.put("jboss.server.base.dir", base());
        properties.put("jboss.http.port", httpPort);
        properties.put("jboss.https.port", 0);
        properties.put("jboss.management.http.port", 0);
        String archive = home.resolve("jboss-modules.jar").toString();
        String modules = home.resolve("modules").toString();
        List<String> program = List.of("-jar", archive, "-mp", modules, "org.jboss.as.standalone");
        return ServerProcess.start(name, flags, properties, program, environment);
    }

    private Path base() {
        return Target.file(name);
    }

    private void prepare(List<Path> wars) throws IOException {
        Path configuration = Files.createDirectories(base().resolve("configuration"));
        try (Stream<Path> files = Files.list(home.resolve("standalone/configuration"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, configuration.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path standalone = configuration.resolve("standalone.xml");
        Files.writeString(standalone, Files.readString(standalone, UTF_8).replaceAll(SETTING, ""), UTF_8);
        Path deployments = Files.createDirectories(deployments());
        for (Path war : wars) {
            String file =
                    war.equals(wars.get(0)) ? "broker.war" : war.getFileName().toString();
            Files.copy(war, deployments.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
