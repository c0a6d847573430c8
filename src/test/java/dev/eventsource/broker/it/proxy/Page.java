package dev.eventsource.broker.it.proxy;

import dev.eventsource.broker.it.support.FrameReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An EventSource behind a proxy, as the standard has it: it connects again with its last event id after each end, and an answer
 * that is no stream is its last. The events of its channel are numbered from 1; it holds what comes against that. Any thread
 * may call; what is counted is guarded by this object's lock.
 */
final class Page {
    private final HttpClient client;
    private final Proxy proxy;
    private final String socket;
    private String lastId = "";
    private long retryMillis = 3_000;
    private boolean left;
    private @Nullable String end;
    private int newest;
    private int lost;
    private int doubled;
    private int resets;
    private int pings;
    private int openings;
    private long heardAt;
    private long longestPause;

    Page(HttpClient client, Proxy proxy, String socket) {
        this.client = client;
        this.proxy = proxy;
        this.socket = socket;
    }

    synchronized void connect() {
        if (left) {
            return;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(proxy.uri("/eventsource?socket=" + socket))
                .header("Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        var unused = client.sendAsync(request.build(), this::body).whenComplete((response, failure) -> onEnd());
    }

    private BodySubscriber<Void> body(ResponseInfo head) {
        takeHead(head.statusCode(), head.headers().firstValue("Content-Type").orElse(""));
        FrameReader reader = new FrameReader(this::take);
        return BodySubscribers.ofByteArrayConsumer(piece -> piece.ifPresent(bytes -> read(reader, bytes)));
    }

    private synchronized void takeHead(int status, String type) {
        if (status != 200 || !type.startsWith("text/event-stream")) {
            end = status + " " + type;
        }
    }

    private static void read(FrameReader reader, byte[] bytes) {
        try {
            reader.take(bytes, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void take(String frame) {
        String event = "message";
        String data = "";
        for (String line : frame.lines().filter(any -> !any.isEmpty()).toList()) {
            String value = line.substring(line.indexOf(' ') + 1);
            switch (line.substring(0, line.indexOf(':'))) {
                case "retry" -> retryMillis = Long.parseLong(value);
                case "id" -> lastId = value;
                case "event" -> event = value;
                default -> data = value;
            }
        }
        switch (event) {
            case "ping" -> pings++;
            case "eshq:open", "eshq:resumed" -> openings++;
            case "eshq:reset" -> resets++;
            default -> count(data);
        }
    }

    private void count(String data) {
        if (data.isEmpty()) {
            // It was only told when to come again.
            return;
        }
        int number = Integer.parseInt(data);
        doubled += number <= newest ? 1 : 0;
        lost += Math.max(0, number - newest - 1);
        newest = Math.max(newest, number);
        long now = System.nanoTime();
        longestPause = number == 1 ? 0 : Math.max(longestPause, now - heardAt);
        heardAt = now;
    }

    private synchronized void onEnd() {
        if (end == null && !left) {
            CompletableFuture.delayedExecutor(retryMillis, TimeUnit.MILLISECONDS)
                    .execute(this::connect);
        }
    }

    /** Connects no more. */
    synchronized void leave() {
        left = true;
    }

    /** What it has seen until now. */
    synchronized Tally tally() {
        return new Tally(newest, lost, doubled, resets, pings, openings, Duration.ofNanos(longestPause), end);
    }

    /**
     * What a page saw.
     *
     * @param newest the number of the last event
     * @param openings how often a stream began
     * @param longestPause between two events
     * @param end the answer that an EventSource takes for the end
     */
    record Tally(
            int newest,
            int lost,
            int doubled,
            int resets,
            int pings,
            int openings,
            Duration longestPause,
            @Nullable String end) {
        /** Whether it has every event up to that one, once. */
        boolean isWhole(int last) {
            return end == null && newest == last && lost + doubled + resets == 0;
        }
    }
}
