package dev.eventsource.broker.ops;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What the operating system says of the server's process, under the names that Prometheus' own clients have for it. What it
 * does not say, as on another system than Linux, is left out. Any thread may ask.
 */
@Singleton
class ProcessMetrics {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

    @Inject
    ProcessMetrics() {}

    void addTo(MetricsPage page) {
        add(
                page,
                "process_resident_memory_bytes",
                "Memory of the server's process that is not swapped out.",
                resident());
        add(page, "process_open_fds", "Open file descriptors of the server's process.", ask("OpenFileDescriptorCount"));
        add(page, "process_max_fds", "How many file descriptors it may have.", ask("MaxFileDescriptorCount"));
    }

    private static void add(MetricsPage page, String name, String help, OptionalLong value) {
        value.ifPresent(known -> page.gauge(name, help, known));
    }

    private static OptionalLong resident() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.flatMap(line -> RESIDENT.matcher(line).results())
                    .map((MatchResult line) -> line.group(1))
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
                    .findFirst();
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }

    /** By name, for the interface that has it is in a package that not every server lets an application see. */
    private static OptionalLong ask(String attribute) {
        try {
            ObjectName name = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
            Object value = ManagementFactory.getPlatformMBeanServer().getAttribute(name, attribute);
            return value instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (JMException notUnix) {
            return OptionalLong.empty();
        }
    }
}
