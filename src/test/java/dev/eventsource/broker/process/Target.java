package dev.eventsource.broker.process;

import java.nio.file.Path;

/** The build's own directory, where the WAR is and where tests leave their files. */
public final class Target {
    private static final Path DIRECTORY = Path.of(System.getProperty("java.io.tmpdir"));

    private Target() {}

    public static Path file(String name) {
        return DIRECTORY.resolve(name);
    }
}
