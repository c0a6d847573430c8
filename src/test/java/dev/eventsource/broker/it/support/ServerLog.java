package dev.eventsource.broker.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the server under test logs from now on, in this JVM or into its file. */
public final class ServerLog implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> here = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            here.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {
            // Holds nothing.
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    };
    private final int before = lengthOfFile();

    private ServerLog() {
        ROOT.addHandler(handler);
    }

    public static ServerLog watch() {
        return new ServerLog();
    }

    /** A server may write into its file some time later. */
    public String text() {
        return RemoteServer.log().map(file -> read(file).substring(before)).orElseGet(() -> String.join("", here));
    }

    @Override
    public void close() {
        ROOT.removeHandler(handler);
    }

    private static int lengthOfFile() {
        return RemoteServer.log().map(file -> read(file).length()).orElse(0);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
