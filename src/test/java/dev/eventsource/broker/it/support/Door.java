package dev.eventsource.broker.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The broker's HTTP calls that answer and are done. */
public final class Door {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static final int LONGEST_SECONDS = 60;

    private Door() {}

    public static Answer post(String path, Credentials credentials, Form form) {
        return post(path, form.and(credentials.parameters()), "Authorization", credentials.authorization());
    }

    public static Answer post(String path, Form form, String... headers) {
        return call("POST", path, form, headers);
    }

    public static Answer call(String method, String path, Form form, String... headers) {
        HttpRequest.Builder request = request(path, "Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(form.encoded()));
        return send(withHeaders(request, headers));
    }

    /** With a body that is no form. */
    public static Answer postBody(String path, String contentType, String body, String... headers) {
        HttpRequest.Builder request =
                request(path, "Content-Type", contentType).method("POST", BodyPublishers.ofString(body));
        return send(withHeaders(request, headers));
    }

    /** With its parameters in the query. */
    public static Answer delete(String path, Credentials credentials) {
        return call(
                "DELETE",
                path + "?" + credentials.parameters().encoded(),
                "Authorization",
                credentials.authorization());
    }

    public static Answer get(String path, String... headers) {
        return call("GET", path, headers);
    }

    public static Answer call(String method, String path, String... headers) {
        return send(request(path, headers).method(method, BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder request(String path, String... headers) {
        return withHeaders(HttpRequest.newBuilder(Broker.uri(path)).timeout(Duration.ofSeconds(40)), headers);
    }

    /** One with an empty value is not sent. */
    private static HttpRequest.Builder withHeaders(HttpRequest.Builder request, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            if (!headers[i + 1].isEmpty()) {
                request.setHeader(headers[i], headers[i + 1]);
            }
        }
        return request;
    }

    /** A stream that opens where an answer was to come would be waited for without an end. */
    private static Answer send(HttpRequest.Builder request) {
        CompletableFuture<HttpResponse<String>> coming = CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
        try {
            Answer answer = new Answer(coming.get(LONGEST_SECONDS, TimeUnit.SECONDS));
            Secrets.addAnswered(answer.body());
            return answer;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? new UncheckedIOException(failure)
                    : new IllegalStateException(e);
        } catch (TimeoutException e) {
            coming.cancel(true);
            throw new AssertionError("the answer does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
