package dev.eventsource.broker.presence;

import dev.eventsource.broker.secret.Hmac;
import jakarta.json.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * One post to a user's server, and when it is due. Every time is by {@link System#nanoTime}.
 *
 * @param toldAt when it was told of
 * @param attempt from 0
 * @param dueAt when this attempt may be made
 */
record WebhookPost(URI url, String user, String secret, String body, long toldAt, int attempt, long dueAt) {
    /** From the first byte sent to the last that is needed, which is the end of the answer's head. */
    static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(10);

    private static final int LAST_ATTEMPT = 7;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    static WebhookPost first(URI url, String secret, Place place, String event, Instant at, long now) {
        String body = Json.createObjectBuilder()
                .add("id", UUID.randomUUID().toString())
                .add("event", event)
                .add("channel", place.channel())
                .add("at", at.toString())
                .build()
                .toString();
        return new WebhookPost(url, place.user(), secret, body, now, 0, now);
    }

    boolean isLast() {
        return attempt == LAST_ATTEMPT;
    }

    /** Whether it has waited for so long that nobody wants to know any more. */
    boolean isTooOld(long now) {
        return now - toldAt > LONGEST_LIFE.toNanos();
    }

    /** The next attempt, after twice the pause before this one: 1 s at first, 64 s before the last. */
    WebhookPost again(long now) {
        long pause = FIRST_PAUSE.multipliedBy(1L << attempt).toNanos();
        return new WebhookPost(url, user, secret, body, toldAt, attempt + 1, now + pause);
    }

    /** Signed anew for each attempt, so that a receiver may refuse what is old: HMAC-SHA-256 of {@code timestamp.body}. */
    HttpRequest request(Instant now) {
        String timestamp = Long.toString(now.getEpochSecond());
        return HttpRequest.newBuilder(url)
                .timeout(LONGEST_EXCHANGE)
                .header("Content-Type", "application/json")
                .header("EventSource-Timestamp", timestamp)
                .header("EventSource-Signature", "sha256=" + Hmac.hex(secret, timestamp + "." + body))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookPost[" + user + "]";
    }
}
