package dev.eventsource.broker.it.support;

import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JVM that the server under test runs in, be it this one or another, as {@code jcmd} and Linux see it.
 *
 * @param pid of its process
 */
public record ServerJvm(long pid) {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"([^\"]+)\" #");
    private static final String LISTENS = "0A";
    private static final String ESTABLISHED = "01";

    /** The one that listens where the broker is. */
    public static ServerJvm find() {
        ProcessHandle here = ProcessHandle.current();
        Set<String> listening = sockets(socket -> socket.state().equals(LISTENS)
                && socket.port() == Broker.uri("/").getPort());
        return Stream.concat(Stream.of(here), here.descendants())
                .map(process -> new ServerJvm(process.pid()))
                .filter(jvm -> jvm.open().stream().anyMatch(listening::contains))
                .findFirst()
                .orElseThrow();
    }

    /** The names of all threads that begin so. */
    public List<String> threads(String prefix) {
        return THREAD.matcher(ask("Thread.print"))
                .results()
                .map(thread -> thread.group(1))
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    /** How many class loaders have loaded that class and are still reachable. */
    public long loadersOf(String className) {
        ask("GC.run");
        ask("GC.run");
        return ask("VM.class_hierarchy", className)
                .lines()
                .filter(line -> line.contains(className + "/"))
                .count();
    }

    /** How many connections it has to a port of this machine. */
    public long connectionsTo(int port) {
        Set<String> open = Set.copyOf(open());
        return sockets(socket -> socket.state().equals(ESTABLISHED) && socket.remotePort() == port).stream()
                .filter(open::contains)
                .count();
    }

    /** The files that it has open, those that were deleted meanwhile among them. */
    public Set<String> files() {
        return open().stream().filter(file -> file.startsWith("/")).collect(Collectors.toSet());
    }

    private List<String> open() {
        var targets = new ArrayList<String>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
                targets.add(Files.readSymbolicLink(descriptor).toString());
            }
        } catch (IOException e) {
            // Its process, or what it had open, has gone meanwhile.
            return targets;
        }
        return targets;
    }

    private String ask(String... command) {
        Path answer = Target.file("jcmd-" + System.nanoTime() + ".log");
        List<String> words = new ArrayList<>(List.of(JCMD.toString(), Long.toString(pid)));
        words.addAll(List.of(command));
        try {
            int status = GuardedProcess.start(words, Map.of(), answer).join();
            String text = Files.readString(answer);
            Files.delete(answer);
            if (status != 0) {
                throw new IllegalStateException(words + " failed: " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As links from a process's directory name them. */
    private static Set<String> sockets(Predicate<TcpSocket> which) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)).skip(1))
                .map(TcpSocket::parse)
                .filter(which)
                .map(TcpSocket::link)
                .collect(Collectors.toSet());
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record TcpSocket(int port, int remotePort, String state, String link) {

        /** A line as {@code 0: 0100007F:1F90 00000000:0000 0A … inode …}. */
        static TcpSocket parse(String line) {
            String[] fields = line.strip().split("\\s+", -1);
            return new TcpSocket(portOf(fields[1]), portOf(fields[2]), fields[3], "socket:[" + fields[9] + "]");
        }

        private static int portOf(String address) {
            return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
        }
    }
}
