package dev.eventsource.broker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsource.broker.bench.broker.DirectFeed;
import dev.eventsource.broker.run.TestUser;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The broker's door: a socket for each subscriber, opened as a page's server does. */
final class Tickets implements Contender.Door {
    static final TestUser USER = new TestUser(DirectFeed.USER, "bench-secret", "Benchmark");

    private static final int AT_ONCE = 16;

    /** The broker may miss MongoDB, which shares a busy machine with it, or close a connection that it had kept. */
    private static final int ATTEMPTS = 30;

    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    private static final Pattern SOCKET = Pattern.compile("\"socket\":\"([^\"]+)\"");

    /** Over HTTP/2, the server would keep what it knows of each request for as long as the connection lasts. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Semaphore free = new Semaphore(AT_ONCE);
    private final URI uri;

    Tickets(int httpPort) {
        uri = URI.create("http://127.0.0.1:" + httpPort + "/socket");
    }

    @Override
    public List<String> paths(List<String> channels) {
        List<CompletableFuture<String>> sockets = channels.stream()
                .map(channel -> open("channel=" + channel, ATTEMPTS))
                .toList();
        return sockets.stream()
                .map(socket -> "/eventsource?socket=" + socket.join())
                .toList();
    }

    /** As {@link #paths}, for one page that reads all channels of a pattern. */
    String pathOfPattern(String pattern) {
        return "/eventsource?socket="
                + open("pattern=" + URLEncoder.encode(pattern, UTF_8), ATTEMPTS).join();
    }

    private CompletableFuture<String> open(String form, int attempts) {
        free.acquireUninterruptibly();
        String credentials = USER.key() + ":" + USER.secret();
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .POST(BodyPublishers.ofString(form))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .whenComplete((answer, failure) -> free.release())
                .thenApply(Tickets::socket)
                .exceptionallyCompose(failure -> attempts > 1
                        ? CompletableFuture.runAsync(() -> {}, LATER).thenCompose(later -> open(form, attempts - 1))
                        : CompletableFuture.failedFuture(failure));
    }

    private static String socket(HttpResponse<String> answer) {
        Matcher socket = SOCKET.matcher(answer.body());
        if (!socket.find()) {
            throw new IllegalStateException("no socket but " + answer.statusCode() + " " + answer.body());
        }
        return socket.group(1);
    }
}
