package dev.eventsource.broker.it.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of {@code server-config}, as it is written but for what a test changes in it. */
record OperatorsFile(String text) {
    static OperatorsFile read(String name) {
        try {
            return new OperatorsFile(Files.readString(Path.of("server-config", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With other words in place of some, which have to be there. */
    OperatorsFile with(String theirs, Object ours) {
        if (!text.contains(theirs)) {
            throw new IllegalArgumentException("the file does not say '" + theirs + "'");
        }
        return new OperatorsFile(text.replace(theirs, ours.toString()));
    }

    Path write(Path file) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
