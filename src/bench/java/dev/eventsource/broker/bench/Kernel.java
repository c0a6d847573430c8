package dev.eventsource.broker.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Linux itself holds for everybody: sockets, what there is to know of open files, and buffers on their way. */
final class Kernel {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final String SLABS = "Slab:";
    private static final int KILOBYTE = 1_024;

    private Kernel() {}

    /** The bytes of all its slabs; 0 where this is no Linux. */
    static long bytes() {
        if (!Files.exists(MEMORY)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(MEMORY)) {
            return lines.filter(line -> line.startsWith(SLABS))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
