package dev.eventsource.broker.source;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.eventsource.broker.amqp.Passive;
import dev.eventsource.broker.amqp.Post;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.publish.Publisher;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Which bindings nodes have made: RabbitMQ lists none to those who speak AMQP, so they are kept beside them, as the one message of a
 * durable queue of which a newer one pushes the older out. It is where the bindings are, and gone with them. For the feed's thread.
 */
final class BoundSources {
    private static final Logger LOG = System.getLogger(BoundSources.class.getName());
    private static final Map<String, Object> ARGUMENTS = Map.of("x-max-length", 1, "x-overflow", "drop-head");
    private static final int READINGS = 3;
    private static final int PAUSE_MILLIS = 50;
    private static final int PERSISTENT = 2;

    private final Publisher publisher;
    private final String queue;

    BoundSources(Publisher publisher, String exchange) {
        this.publisher = publisher;
        this.queue = exchange + ".sources";
    }

    /**
     * All that were made.
     *
     * @param isIdle whether nothing is to be bound, so that no queue has to be made
     * @param refused where it is told that the queue cannot be used
     */
    Set<SourceBinding> read(Connection connection, boolean isIdle, Map<String, String> refused)
            throws IOException, TimeoutException {
        Set<SourceBinding> bindings = new LinkedHashSet<>();
        if (isIdle && isMissing(connection)) {
            return bindings;
        }
        use(connection, refused, channel -> {
            channel.queueDeclare(queue, true, false, false, ARGUMENTS);
            GetResponse message = get(channel);
            if (message != null) {
                add(bindings, message.getBody());
                channel.basicNack(message.getEnvelope().getDeliveryTag(), false, true);
            }
        });
        return bindings;
    }

    /** Another node may be reading it. */
    private @Nullable GetResponse get(Channel channel) throws IOException {
        GetResponse message = channel.basicGet(queue, false);
        try {
            for (int reading = 1; message == null && reading < READINGS; reading++) {
                Thread.sleep(PAUSE_MILLIS);
                message = channel.basicGet(queue, false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return message;
    }

    /** Or not to be looked at, which is no fault while nothing is to be bound. */
    private boolean isMissing(Connection connection) throws IOException, TimeoutException {
        return Passive.refusal(connection, channel -> channel.queueDeclarePassive(queue))
                .isPresent();
    }

    /**
     * Notes that these were made, or are about to be. By the publisher's connection, since RabbitMQ may slow it, and without a wait:
     * whether it is there the next reading tells.
     */
    void write(Set<SourceBinding> bindings) {
        byte[] body = json(bindings).toString().getBytes(StandardCharsets.UTF_8);
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .deliveryMode(PERSISTENT)
                .build();
        try {
            publisher.post(new Post("", queue, properties, body));
        } catch (Unavailable e) {
            LOG.log(Level.DEBUG, "Which sources are bound cannot be noted now", e);
        }
    }

    private void use(Connection connection, Map<String, String> refused, Passive.Declaration used)
            throws IOException, TimeoutException {
        Passive.refusal(connection, used)
                .ifPresent(refusal -> refused.put(
                        queue, "which bindings were made is not known: RabbitMQ refuses the broker's user this queue"));
    }

    private static void add(Set<SourceBinding> bindings, byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            for (JsonValue each : reader.readArray()) {
                bindings.add(binding(each.asJsonObject()));
            }
        } catch (RuntimeException written) {
            // By somebody else; what is bound without being known stays.
        }
    }

    private static SourceBinding binding(JsonObject json) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        json.getJsonObject("arguments").forEach((name, value) -> arguments.put(name, argument(value)));
        return new SourceBinding(json.getString("exchange"), json.getString("key"), arguments);
    }

    private static Object argument(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        return value instanceof JsonNumber number ? number.longValue() : value.getValueType() == JsonValue.ValueType.TRUE;
    }

    private static JsonArray json(Set<SourceBinding> bindings) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (SourceBinding binding : bindings) {
            JsonObjectBuilder arguments = Json.createObjectBuilder();
            binding.arguments().forEach((name, value) -> add(arguments, name, value));
            array.add(Json.createObjectBuilder()
                    .add("exchange", binding.exchange())
                    .add("key", binding.key())
                    .add("arguments", arguments));
        }
        return array.build();
    }

    private static void add(JsonObjectBuilder arguments, String name, Object value) {
        if (value instanceof Boolean flag) {
            arguments.add(name, flag);
        } else if (value instanceof Long number) {
            arguments.add(name, number);
        } else {
            arguments.add(name, value.toString());
        }
    }
}
