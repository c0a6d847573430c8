package dev.eventsource.broker.it.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsource.broker.it.support.RemoteServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stack traces that the server logs from now on: embedded Payara in this JVM, the others in their file. */
final class LoggedTraces extends Handler implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("");

    /** Payara's own, of a body that comes when its request is over; embedded it goes to the standard error. */
    private static final Pattern OF_THE_SERVER_ALONE =
            Pattern.compile("NullPointerException: [^\n]*getLoader\\(\\)[^\n]*\n(\tat [^\n]*\n)*");

    private final ConcurrentLinkedQueue<String> thrown = new ConcurrentLinkedQueue<>();
    private final @Nullable Path file = RemoteServer.log().orElse(null);
    private final long begin;

    LoggedTraces() {
        begin = file == null ? 0 : file.toFile().length();
        ROOT.addHandler(this);
    }

    /** What was thrown, and where; of those in a file the frames alone. */
    List<String> found() {
        List<String> traces = new ArrayList<>(thrown);
        if (file != null) {
            String ofAll = OF_THE_SERVER_ALONE.matcher(written(file)).replaceAll("");
            ofAll.lines().filter(line -> line.startsWith("\tat ")).forEach(traces::add);
        }
        return traces;
    }

    private String written(Path log) {
        try (var reader = new RandomAccessFile(log.toFile(), "r")) {
            reader.seek(begin);
            byte[] bytes = new byte[Math.toIntExact(reader.length() - begin)];
            reader.readFully(bytes);
            return new String(bytes, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void publish(LogRecord record) {
        Throwable failure = record.getThrown();
        if (failure != null) {
            StackTraceElement[] trace = failure.getStackTrace();
            thrown.add(record.getLoggerName() + ": " + failure + (trace.length == 0 ? "" : " at " + trace[0]));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
