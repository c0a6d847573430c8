package dev.eventsource.broker.payara;

import static java.util.stream.Collectors.toMap;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jspecify.annotations.NullUnmarked;

/** Deploys by {@code asadmin} what tests want deployed, each time with the settings that this JVM has as system properties. */
@NullUnmarked // Arquillian calls in an order of its own.
public final class PayaraContainer implements DeployableContainer<PayaraConfiguration> {
    static final Path SCRIPT = Path.of("server-config", "payara", "broker.asadmin");

    /** No other system property is in capitals. */
    private static final Pattern SETTING = Pattern.compile("[A-Z_]+");

    private Domain domain;

    @Override
    public Class<PayaraConfiguration> getConfigurationClass() {
        return PayaraConfiguration.class;
    }

    @Override
    public void setup(PayaraConfiguration configuration) {
        Path directory = Path.of(configuration.domain());
        domain = new Domain(Path.of(configuration.home()), directory, configuration.httpPort());
    }

    /** By the script twice in a row, for it may be run again. */
    @Override
    public void start() {
        domain.create();
        domain.start();
        domain.prepare(SCRIPT);
        domain.prepare(SCRIPT);
        domain.stop();
        domain.start();
    }

    @Override
    public void stop() {
        domain.stop();
    }

    /** None is needed: no test runs in the server. */
    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        File war = domain.file(archive.getName()).toFile();
        archive.as(ZipExporter.class).exportTo(war, true);
        domain.deploy(war.toPath(), settings());
        return new ProtocolMetaData();
    }

    @Override
    public void undeploy(Archive<?> archive) {
        domain.undeploy(domain.file(archive.getName()));
    }

    private static Map<String, String> settings() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(SETTING.asMatchPredicate())
                .collect(toMap(Function.identity(), System::getProperty));
    }
}
