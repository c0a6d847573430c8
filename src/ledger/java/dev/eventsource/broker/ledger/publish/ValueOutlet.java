package dev.eventsource.broker.ledger.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.MessageProperties;
import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.cluster.Health;
import dev.eventsource.broker.ledger.value.Saying;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A way to say last values. One thread uses it. */
interface ValueOutlet {
    /** Says it, and waits for a limited time; whether it was confirmed. */
    boolean say(Saying saying) throws InterruptedException;

    /** From now on nothing is said. */
    void close();

    /** {@code POST /event} at whichever node. */
    static ValueOutlet overHttp(Health health) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(8))
                .build();
        return new ValueOutlet() {
            @Override
            public boolean say(Saying saying) throws InterruptedException {
                try {
                    var request = HttpOutlet.request(health.pick(), form(saying));
                    return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
                } catch (IOException notConfirmed) {
                    return false;
                }
            }

            @Override
            public void close() {
                // The client of the JDK ends when nobody holds it.
            }
        };
    }

    private static String form(Saying saying) {
        String form = "channel=%s&data=%s&id=%s".formatted(saying.slot().channel(), saying.data(), saying.id());
        if (!saying.isRetained()) {
            return form;
        }
        return form + "&retain=true"
                + (saying.slot().isOfKey() ? "&retain_key=" + saying.slot().key() : "");
    }

    /** The broker's own exchange. */
    static ValueOutlet overAmqp(List<Integer> ports) {
        ConfirmedChannel channel = new ConfirmedChannel(ports);
        return new ValueOutlet() {
            @Override
            public boolean say(Saying saying) throws InterruptedException {
                return channel.publish(
                        AmqpOutlet.EXCHANGE, "", MessageProperties.MINIMAL_PERSISTENT_BASIC, body(saying));
            }

            @Override
            public void close() {
                channel.close();
            }
        };
    }

    private static byte[] body(Saying saying) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("channel", saying.slot().channel())
                .add("user", Cluster.USER.key())
                .add("id", saying.id())
                .add("data", saying.data());
        if (saying.isRetained()) {
            json.add("retain", true);
        }
        if (saying.isRetained() && saying.slot().isOfKey()) {
            json.add("key", saying.slot().key());
        }
        return json.build().toString().getBytes(UTF_8);
    }
}
