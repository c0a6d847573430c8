package dev.eventsource.broker.ops;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of the broker, as its build wrote it down. */
@Singleton
public final class Version {
    private final Properties properties = new Properties();

    @Inject
    Version() {
        try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(file, "version.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Maven has it; empty where the build did not say. */
    public String text() {
        return properties.getProperty("version", "");
    }
}
