package dev.eventsource.broker.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A port on loopback, the system property that sets it, and the server it is for. */
public record Port(String property, String server, int number) {

    static Port of(String property, String server) {
        String value = System.getProperty(property, "");
        if (!value.matches("[1-9]\\d{0,4}") || Integer.parseInt(value) > 65_535) {
            throw new CannotRun("-D" + property + " is a port from 1 to 65535, not '" + value + "'.");
        }
        return new Port(property, server, Integer.parseInt(value));
    }

    /** Any port that is free now, for tests. */
    public static int free() {
        try {
            return bind(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that is free now and stays so between two runs of a server: below those that systems hand out to clients. */
    public static int lasting() {
        while (true) {
            try {
                return bind(ThreadLocalRandom.current().nextInt(20_000, 30_000));
            } catch (IOException taken) {
                // So the next one is tried; there are thousands.
            }
        }
    }

    Optional<String> conflict() {
        try {
            bind(number);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("Port " + number + " for " + server + " is taken (" + e.getMessage()
                    + "); choose another with -D" + property + "=<port>.");
        }
    }

    private static int bind(int number) throws IOException {
        try (ServerSocket socket = new ServerSocket(number, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
