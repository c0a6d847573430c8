package dev.eventsource.broker.ledger.cluster;

import dev.eventsource.broker.it.support.Jwt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What makes every node a Mercure hub, and what its clients call things: for the hub a channel is a topic, which has a name of
 * its own and one among half of them. Every third is private. Stateless.
 */
public final class Hub {
    public static final String PATH = "/.well-known/mercure";

    /** The halves of the topics, by the names of which a template selects one. */
    public static final List<String> HALVES = List.of("low", "high");

    private static final int TOPICS = 10;
    private static final int PRIVATE_ONE_IN = 3;
    private static final char PREFIX = 't';
    private static final String SITE = "https://ledger.example.com/";
    private static final String URL = SITE + PATH.substring(1);
    private static final String ISSUER = "https://issuer.example.com";
    private static final String ACCESS_HEADER = "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}";
    private static final String DETAIL = """
            {"type":"https://mercure.rocks/authorization-detail","actions":["subscribe"],"topics":[{"match":"*"}]}""";
    private static final String HEADER = "{\"alg\":\"HS256\"}";
    private static final String PUBLISHERS_KEY = "publishers' key of the ledger's hub, of 32 bytes or more";
    private static final String SUBSCRIBERS_KEY = "subscribers' key of the ledger's hub, of 32 bytes or more";

    private Hub() {}

    /** What every broker is told. */
    public static Map<String, String> settings() {
        return Map.of(
                "MERCURE", "both",
                "MERCURE_URL", URL,
                "MERCURE_ISSUER", ISSUER,
                "MERCURE_PUBLISHER_JWT_KEY", PUBLISHERS_KEY,
                "MERCURE_SUBSCRIBER_JWT_KEY", SUBSCRIBERS_KEY,
                "MERCURE_ANONYMOUS", "true",
                "MERCURE_SUBSCRIPTIONS", "true");
    }

    /** The channels whose events are updates of topics. */
    public static List<String> channels() {
        return IntStream.range(0, TOPICS)
                .mapToObj(i -> PREFIX + String.valueOf(i))
                .toList();
    }

    private static int number(String channel) {
        return Integer.parseInt(channel.substring(1));
    }

    public static boolean isPrivate(String channel) {
        return number(channel) % PRIVATE_ONE_IN == 0;
    }

    public static String half(String channel) {
        return HALVES.get(number(channel) * HALVES.size() / TOPICS);
    }

    /** The topic's own name. */
    public static String topic(String channel) {
        return SITE + channel;
    }

    /** Both names of the topic, its own first. */
    public static List<String> topics(String channel) {
        return List.of(topic(channel), SITE + half(channel) + "/" + channel);
    }

    /** The template that selects a half. */
    public static String template(String half) {
        return SITE + half + "/{name}";
    }

    /** The URL pattern that selects a half. */
    public static String pattern(String half) {
        return SITE + half + "/:name";
    }

    /** A token for publishing to any topic. */
    public static String publisher() {
        return new Jwt(HEADER, "{\"mercure\":{\"publish\":[\"*\"]}}").signed(PUBLISHERS_KEY);
    }

    /** A token for updates of any topic, until then. */
    public static String subscriber(Instant end) {
        String claims = "{\"mercure\":{\"subscribe\":[\"*\"]},\"exp\":%d}".formatted(end.getEpochSecond());
        return new Jwt(HEADER, claims).signed(SUBSCRIBERS_KEY);
    }

    /** The same by draft 08. */
    public static String accessOfSubscriber(Instant end) {
        String claims = "{\"iss\":\"%s\",\"aud\":\"%s\",\"exp\":%d,\"authorization_details\":[%s]}"
                .formatted(ISSUER, URL, end.getEpochSecond(), DETAIL);
        return new Jwt(ACCESS_HEADER, claims).signed(SUBSCRIBERS_KEY);
    }
}
