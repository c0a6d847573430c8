package dev.eventsource.broker.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page that is told who joins and leaves, and sees to it that each does so once, and in this order. A thread of its own reads; the
 * counts are guarded by this object's lock.
 */
final class PresenceWatch implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern ID = Pattern.compile("\"presence_id\":\"([^\"]+)\"");
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private enum Word {
        JOIN,
        LEAVE
    }

    private final Stream<String> lines;
    private final Map<String, Word> last = new HashMap<>();
    private boolean open;
    private int joined;
    private int left;
    private int faults;

    /** Begins to read, and returns when the stream is open. */
    PresenceWatch(Contender contender, String path) {
        URI uri = URI.create("http://127.0.0.1:" + contender.httpPort() + path);
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Accept", "text/event-stream")
                    .build();
            lines = HTTP.send(request, BodyHandlers.ofLines()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        Thread reader = new Thread(this::read, "bench-presence");
        reader.setDaemon(true);
        reader.start();
        await(() -> open);
    }

    private void read() {
        String name = "";
        try {
            for (var each = lines.iterator(); each.hasNext(); ) {
                String line = each.next();
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    note(name, line);
                }
            }
        } catch (UncheckedIOException closed) {
            // As by close.
        }
    }

    private synchronized void note(String name, String data) {
        switch (name) {
            case "eshq:open" -> open = true;
            case "eshq:join" -> joined += follow(data, Word.JOIN);
            case "eshq:leave" -> left += follow(data, Word.LEAVE);
            default -> faults++;
        }
        notifyAll();
    }

    /** One, and a fault where it is not the next that there is to say of somebody. */
    private int follow(String data, Word word) {
        Matcher id = ID.matcher(data);
        Word before = id.find() ? last.put(id.group(1), word) : word;
        faults += before == (word == Word.JOIN ? null : Word.JOIN) ? 0 : 1;
        return 1;
    }

    /** Waits until so many have joined; false where they have not in a minute. */
    synchronized boolean awaitJoined(int count) {
        return await(() -> joined >= count);
    }

    /** Waits until so many have left. */
    synchronized boolean awaitLeft(int count) {
        return await(() -> left >= count);
    }

    /** What went wrong; empty: nothing. */
    synchronized String faults(int count) {
        return joined == count && left == count && faults == 0
                ? ""
                : "of %d %d joined and %d left, %d of them in disorder".formatted(count, joined, left, faults);
    }

    private synchronized boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (millis <= 0) {
                    return false;
                }
                wait(millis);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
