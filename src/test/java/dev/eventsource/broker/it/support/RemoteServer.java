package dev.eventsource.broker.it.support;

import java.nio.file.Path;
import java.util.Optional;

/** The server under test where it is a JVM of its own, and not this one. */
public final class RemoteServer {
    /** The system property that names its log. */
    static final String LOG = "server.log";

    private RemoteServer() {}

    public static boolean isThere() {
        return log().isPresent();
    }

    /** Where it logs. */
    public static Optional<Path> log() {
        return Optional.ofNullable(System.getProperty(LOG)).map(Path::of);
    }
}
