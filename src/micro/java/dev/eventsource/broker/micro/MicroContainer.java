package dev.eventsource.broker.micro;

import static java.util.stream.Collectors.toMap;

import dev.eventsource.broker.process.Target;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jspecify.annotations.NullUnmarked;

/** Starts the server with what tests want deployed, each time with the settings that this JVM has as system properties. */
@NullUnmarked // Arquillian calls in an order of its own.
public final class MicroContainer implements DeployableContainer<MicroConfiguration> {
    /** No other system property is in capitals. */
    private static final Pattern SETTING = Pattern.compile("[A-Z_]+");

    private final Map<String, Path> deployed = new LinkedHashMap<>();
    private MicroServer server;

    @Override
    public Class<MicroConfiguration> getConfigurationClass() {
        return MicroConfiguration.class;
    }

    @Override
    public void setup(MicroConfiguration configuration) {
        server = new MicroServer(
                Path.of(configuration.archive()), Path.of(configuration.log()), configuration.httpPort());
    }

    /** When there is something to deploy. */
    @Override
    public void start() {}

    @Override
    public void stop() {
        server.stop();
    }

    /** None is needed: no test runs in the server. */
    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    /** Under the archive's own name, for by that the server knows the path of one that says none. */
    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        File war = Target.file("micro").resolve(archive.getName()).toFile();
        archive.as(ZipExporter.class).exportTo(war, true);
        deployed.put(archive.getName(), war.toPath());
        server.stop();
        server.start(deployed.values(), settings());
        return new ProtocolMetaData();
    }

    @Override
    public void undeploy(Archive<?> archive) {
        deployed.remove(archive.getName());
        server.stop();
    }

    private static Map<String, String> settings() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(SETTING.asMatchPredicate())
                .collect(toMap(Function.identity(), System::getProperty));
    }
}
