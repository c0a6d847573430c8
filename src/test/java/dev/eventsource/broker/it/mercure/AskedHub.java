package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.publisher;
import static java.util.stream.Collectors.joining;

import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What one hub answers, in words that are the same for all hubs where they do the same. */
record AskedHub(URI uri) {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** The answer to a publisher. */
    String publish(HubCall call) {
        HttpResponse<String> answer = post(call.form(), call.credentials(), call.headers());
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        return answer.statusCode() == 200
                ? "200 " + type.replaceFirst(";.*", "") + ", " + id(answer.body())
                : "" + answer.statusCode();
    }

    private static String id(String given) {
        return given.matches("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? "a UUID" : given;
    }

    private HttpResponse<String> post(String form, String query, List<String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri + (query.isEmpty() ? "" : "?" + query)))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        for (String line : headers) {
            String[] header = line.split(": ", 2);
            request.header(header[0], header[1]);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The head of the answer to a subscriber, and what it gets of some updates, half of which are published before it comes. */
    String subscribe(HubCall call) {
        String base = "https://example.com/" + UUID.randomUUID();
        String known = publishFirst(base);
        String form = call.form().replace("$", base).replace("@", encoded(known));
        List<String> headers =
                call.headers().stream().map(line -> line.replace("@", known)).toList();
        URI address =
                URI.create(uri + "?" + encodedBraces(form + "&topic=" + base + "/end") + "&" + call.credentials());
        try (var stream = EventStreamClient.open(address, headers.toArray(String[]::new))) {
            return stream.status() == 200 ? head(stream, known) + ": " + read(stream, base) : "" + stream.status();
        } catch (UncheckedIOException e) {
            return "no answer";
        }
    }

    /** Returns when the hub has them, with the id of the first: whoever comes then is behind them. */
    private String publishFirst(String base) {
        try (var witness = EventStreamClient.open(URI.create(uri + "?topic=" + base + "/2"))) {
            String first = publish(base, "id", base + "#1", "topic", base + "/1", "data", "1");
            publish(base, "topic", base + "/1", "data", "2 private", "private", "on");
            publish(base, "topic", base + "/2", "data", "3", "retry", "1000");
            String frame = witness.next();
            while (!frame.contains("data: 3\n")) {
                frame = witness.next();
            }
            return first;
        }
    }

    private static String encoded(String id) {
        return id.replace("#", "%23");
    }

    private static String encodedBraces(String query) {
        return query.replace("{", "%7B").replace("}", "%7D").replace("[", "%5B").replace("]", "%5D");
    }

    private String publish(String base, String... form) {
        Form whole = Form.of(form).and("type", base);
        return post(whole.encoded(), "", List.of("Authorization: Bearer " + publisher("*")))
                .body();
    }

    private static String head(EventStreamClient stream, String known) {
        String id = stream.headers().get("Last-Event-ID");
        String type = String.valueOf(stream.headers().get("Content-Type")).replaceFirst(";.*", "");
        return "200 " + type + (id == null ? "" : ", Last-Event-ID " + id(id.replace(known, "as asked")));
    }

    /** Other calls' updates come too where all are subscribed to. */
    private String read(EventStreamClient stream, String base) {
        publish(base, "topic", base + "/1", "data", "4");
        publish(base, "topic", base + "/other/2", "topic", base + "/2", "data", "5 alternate");
        publish(base, "topic", base + "/1", "data", "6 private", "private", "on");
        publish(base, "topic", base + "/2/3", "data", "7 below");
        publish(base, "topic", base + "/end", "data", "end");
        List<String> got = new ArrayList<>();
        for (String frame = stream.next(); !frame.contains("data: end\n"); frame = stream.next()) {
            if (frame.contains("event: " + base + "\n")) {
                got.add(fields(frame, base));
            }
        }
        return got.isEmpty() ? "nothing" : String.join(", ", got);
    }

    private static String fields(String frame, String base) {
        return frame.lines()
                .filter(line -> line.startsWith("data: ") || line.startsWith("retry: "))
                .map(line -> line.replaceFirst("^data: ", ""))
                .sorted()
                .collect(joining(" "))
                .replace(base, "");
    }
}
