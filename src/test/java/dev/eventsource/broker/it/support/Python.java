package dev.eventsource.broker.it.support;

import dev.eventsource.broker.process.GuardedProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Python 3 that has pika. */
public final class Python {
    private static final Path LOG = Path.of(System.getProperty("java.io.tmpdir"), "python.log");

    /** Debian installs packages for its own, which may not be the first on the PATH. */
    private static final Path DEBIANS = Path.of("/usr/bin/python3");

    private Python() {}

    /** The test is skipped where there is none. */
    public static String path() {
        return Stream.concat(new Program("python3").find().stream(), Stream.of(DEBIANS))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .filter(Python::hasPika)
                .findFirst()
                .orElseThrow(() -> Requirement.missing(
                        "Python 3 with pika", "install them, on Debian: apt-get install python3-pika"));
    }

    private static boolean hasPika(String python) {
        return GuardedProcess.start(List.of(python, "-c", "import pika"), Map.of(), LOG)
                        .join()
                == 0;
    }
}
