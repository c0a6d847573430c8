package dev.eventsource.broker.it.support;

import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The port mapper (epmd) by which Erlang's nodes find each other, on a free port of the loopback interface, and the cookie by
 * which those that it is for trust each other. For one thread at a time.
 */
final class PortMapper implements AutoCloseable {
    static final String LOOPBACK_ONLY = "-kernel inet_dist_use_interface {127,0,0,1}";

    private final int port = Port.lasting();
    private final Path home = Target.file("erlang-" + port).toAbsolutePath();
    private @Nullable GuardedProcess process;

    PortMapper() {
        try {
            Path cookie = Files.createDirectories(home).resolve(".erlang.cookie");
            Files.writeString(cookie, UUID.randomUUID().toString());
            Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a node's process has to know. */
    Map<String, String> environment() {
        return Map.of(
                "HOME", home.toString(), "ERL_EPMD_ADDRESS", "127.0.0.1", "ERL_EPMD_PORT", Integer.toString(port));
    }

    PortMapper start() {
        process = GuardedProcess.start(RabbitMqPrograms.command("epmd"), environment(), home.resolve("epmd.log"));
        return this;
    }

    @Override
    public void close() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }
}
