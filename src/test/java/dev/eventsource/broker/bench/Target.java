package dev.eventsource.broker.bench;

import java.nio.file.Path;

/** The build's own directory, where the WAR is and where the benchmark leaves its files. */
final class Target {
    private static final Path DIRECTORY = Path.of(System.getProperty("java.io.tmpdir"));

    private Target() {}

    static Path file(String name) {
        return DIRECTORY.resolve(name);
    }
}
