package dev.eventsource.broker.run;

import java.nio.file.Path;
import org.glassfish.embeddable.GlassFishException;

/** The program of a node on Payara: the broker at the root, undeployed at SIGTERM. */
final class PayaraProgram {
    static final String HTTP_PORT = "node.http.port";
    static final String WAR = "node.war";

    private PayaraProgram() {}

    public static void main(String[] args) throws GlassFishException {
        EmbeddedPayara payara = EmbeddedPayara.start(Integer.getInteger(HTTP_PORT));
        payara.deploy(Path.of(System.getProperty(WAR)), "/");
        payara.listen();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(payara)));
    }

    /** The broker's own end is part of the test, and the server's is not. */
    private static void end(EmbeddedPayara payara) {
        try {
            payara.undeployAll();
        } catch (GlassFishException e) {
            System.err.println("Not undeployed: " + e);
        }
        EmbeddedPayara.deleteFiles();
        Runtime.getRuntime().halt(0);
    }
}
