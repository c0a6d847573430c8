package dev.eventsource.broker.run;

import static java.util.Comparator.reverseOrder;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.glassfish.embeddable.BootstrapProperties;
import org.glassfish.embeddable.CommandResult;
import org.glassfish.embeddable.Deployer;
import org.glassfish.embeddable.GlassFish;
import org.glassfish.embeddable.GlassFishException;
import org.glassfish.embeddable.GlassFishProperties;
import org.glassfish.embeddable.GlassFishRuntime;

/**
 * A Payara with one HTTP listener, and no other port. It listens only when it is told to: a browser that comes before
 * anything is deployed would get a 404, the end of every EventSource.
 */
public final class EmbeddedPayara {
    private static final String LISTENER = "http-listener";
    private static final String ENABLED =
            "embedded-glassfish-config.server.network-config.network-listeners.network-listener." + LISTENER
                    + ".enabled";

    private static final String START_LISTENING =
            "configs.config.server-config.network-config.network-listeners.network-listener." + LISTENER
                    + ".enabled=true";

    private final GlassFish server;

    private EmbeddedPayara(GlassFish server) {
        this.server = server;
    }

    public static EmbeddedPayara start(int port) throws GlassFishException {
        GlassFishProperties properties = new GlassFishProperties();
        properties.setConfigFileURI(domain().toExternalForm());
        properties.setPort(LISTENER, port);
        properties.setProperty(ENABLED, "false");
        GlassFish server = GlassFishRuntime.bootstrap(new BootstrapProperties()).newGlassFish(properties);
        server.start();
        return new EmbeddedPayara(server);
    }

    /** Payara answers null where it cannot deploy, and only its log says why. */
    public void deploy(Path war, String contextRoot) throws GlassFishException {
        File file = war.toFile();
        String name = server.getDeployer().deploy(file, "--contextroot", contextRoot);
        if (name == null) {
            throw new CannotRun("Payara could not deploy " + file + "; its log above says why.");
        }
    }

    /** Takes connections from now on, for what is deployed. */
    public void listen() throws GlassFishException {
        CommandResult result = server.getCommandRunner().run("set", START_LISTENING);
        if (result.getExitStatus() != CommandResult.ExitStatus.SUCCESS) {
            throw new CannotRun("Payara does not listen: " + result.getOutput());
        }
    }

    /** Undeploys everything in good order, which the server's own end does not. */
    public void undeployAll() throws GlassFishException {
        Deployer deployer = server.getDeployer();
        for (String name : deployer.getDeployedApplications()) {
            deployer.undeploy(name);
        }
    }

    /** What stopping it would delete, for a JVM that ends without stopping it. */
    public static void deleteFiles() {
        String instance = System.getProperty("com.sun.aas.instanceRoot");
        if (instance != null) {
            try (Stream<Path> files = Files.walk(Path.of(instance))) {
                files.sorted(reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException | UncheckedIOException e) {
                System.err.println("Left behind: " + instance + " (" + e.getMessage() + ")");
            }
        }
    }

    private static URL domain() {
        return Objects.requireNonNull(EmbeddedPayara.class.getResource("/domain.xml"));
    }
}
