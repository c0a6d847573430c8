package dev.eventsource.broker.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Whether the broker says that it serves. */
final class Readiness {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Readiness() {}

    static void await(int httpPort) {
        URI status = URI.create("http://127.0.0.1:" + httpPort + "/status");
        try {
            Awaitility.await()
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> ask(status).statusCode() != 503);
        } catch (ConditionTimeoutException e) {
            throw new CannotRun("The broker does not become ready; " + status + " says why.");
        }
    }

    private static HttpResponse<String> ask(URI status) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(status).build(), BodyHandlers.ofString());
    }
}
