package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.publish.ValuePublishers;
import dev.eventsource.broker.ledger.value.Sayings;
import dev.eventsource.broker.ledger.value.Sight;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** What a new stream of one node begins with, read by whoever calls: up to the place behind it, or where there is no value, a heartbeat. */
public final class ValueRead {
    private static final Duration LONGEST_HEAD = Duration.ofSeconds(10);
    private static final int BUFFER = 16 << 10;

    private final ValuePen pen;
    private boolean isOver;

    private ValueRead(Sayings sayings) {
        this.pen = new ValuePen("read", sayings);
    }

    /** Opens a stream, and leaves it again. */
    public static Sight of(Node node, Sayings sayings) throws IOException, InterruptedException {
        return new ValueRead(sayings).read(node);
    }

    private Sight read(Node node) throws IOException, InterruptedException {
        String channels = String.join("\",\"", ValuePublishers.CHANNELS);
        String token = Jwt.of(
                        Cluster.USER.key(),
                        "[\"" + channels + "\"]",
                        Instant.now().plusSeconds(60))
                .signed(Cluster.USER.secret());
        HttpRequest request = HttpRequest.newBuilder(node.uri("/eventsource"))
                .timeout(LONGEST_HEAD)
                .header("Authorization", "Bearer " + token)
                .build();
        pen.ask();
        pen.begin(node.name());
        EventStreamParser parser = new EventStreamParser(this::take);
        try (InputStream body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofInputStream())
                .body()) {
            byte[] buffer = new byte[BUFFER];
            for (int count = body.read(buffer); count >= 0 && !isOver; count = isOver ? -1 : body.read(buffer)) {
                parser.take(buffer, count);
            }
        }
        return pen.sights().get(0).end(Moment.now());
    }

    private void take(Frame frame) {
        if (frame.data() != null) {
            isOver |= "ping".equals(frame.event());
            pen.take(frame);
        } else if (frame.id() != null) {
            isOver = true;
            pen.takePlace(frame.id());
        }
    }
}
