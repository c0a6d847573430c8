package dev.eventsource.broker.it.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Map;
import java.util.UUID;

/** The broker as a Mercure hub, for tests of what is not the hub's own. Its settings are to be there before the broker is deployed. */
public final class MercureDoor {
    public static final String PATH = "/.well-known/mercure";

    private static final String KEY = "a key of 32 bytes or more, for both";
    private static final Map<String, String> SETTINGS = Map.of(
            "MERCURE",
            "0",
            "MERCURE_PUBLISHER_JWT_KEY",
            KEY,
            "MERCURE_SUBSCRIBER_JWT_KEY",
            KEY,
            "MERCURE_ANONYMOUS",
            "true");

    private MercureDoor() {}

    public static void switchOn() {
        SETTINGS.forEach(System::setProperty);
    }

    public static void forget() {
        SETTINGS.keySet().forEach(System::clearProperty);
    }

    /** One that no other test uses. */
    public static String newTopic() {
        return "https://example.com/" + UUID.randomUUID();
    }

    /** A token of both publishers and subscribers, for all topics. */
    public static String token() {
        return new Jwt("{\"alg\":\"HS256\"}", "{\"mercure\":{\"publish\":[\"*\"],\"subscribe\":[\"*\"]}}").signed(KEY);
    }

    /** The id of an update with these fields. */
    public static String publish(String... form) {
        Answer answer = Door.post(PATH, Form.of(form), "Authorization", "Bearer " + token());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    /** What a subscriber to that topic asks for. */
    public static String subscription(String topic) {
        return PATH + "?topic=" + URLEncoder.encode(topic, UTF_8);
    }
}
