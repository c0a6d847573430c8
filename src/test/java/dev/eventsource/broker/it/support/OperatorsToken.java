package dev.eventsource.broker.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.stream.Stream;

/** The token that the broker draws for its operators where none is set. */
public final class OperatorsToken {
    private OperatorsToken() {}

    /** That of the latest broker to be deployed; all servers of the tests keep their files under the target directory. */
    public static String drawn() {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("java.io.tmpdir")))) {
            Path file = files.filter(found -> found.endsWith("operator-token"))
                    .max(Comparator.comparingLong(found -> found.toFile().lastModified()))
                    .orElseThrow();
            assertThat(Files.getPosixFilePermissions(file))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
            String token = Files.readString(file);
            Secrets.add(token);
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
