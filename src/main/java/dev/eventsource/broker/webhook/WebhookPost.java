package dev.eventsource.broker.webhook;

import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.secret.Hmac;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/**
 * One post to a user's server, and when it is due. Every time is by {@link System#nanoTime}.
 *
 * @param toldAt when it was told of
 * @param attempt from 0
 * @param dueAt when this attempt may be made
 */
record WebhookPost(WebhookTarget target, String body, long toldAt, int attempt, long dueAt) {
    private static final int LAST_ATTEMPT = 7;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    static WebhookPost first(WebhookTarget target, String channel, String event, Instant at, long now) {
        String body = Json.createObjectBuilder()
                .add("id", UUID.randomUUID().toString())
                .add("event", event)
                .add("channel", channel)
                .add("at", at.toString())
                .build()
                .toString();
        return new WebhookPost(target, body, now, 0, now);
    }

    String user() {
        return target.user();
    }

    URI url() {
        return target.url();
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
        return new WebhookPost(target, body, toldAt, attempt + 1, now + pause);
    }

    /** Signed anew for each attempt, so that a receiver may refuse what is old: HMAC-SHA-256 of {@code timestamp.body}. */
    ClassicHttpRequest request(Instant now) {
        String timestamp = Long.toString(now.getEpochSecond());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        URIAuthority host = new URIAuthority(url().getHost(), url().getPort());
        ClassicHttpRequest request = new BasicClassicHttpRequest("POST", url().getScheme(), host, pathAndQuery());
        request.setHeader("Host", host);
        request.setHeader("User-Agent", "EventSource");
        request.setHeader("Connection", "close");
        request.setHeader("Content-Type", ContentType.APPLICATION_JSON.getMimeType());
        request.setHeader("Content-Length", bytes.length);
        request.setHeader("EventSource-Timestamp", timestamp);
        request.setHeader("EventSource-Signature", "sha256=" + Hmac.hex(target.secret(), timestamp + "." + body));
        request.setEntity(new ByteArrayEntity(bytes, ContentType.APPLICATION_JSON));
        return request;
    }

    private String pathAndQuery() {
        URI ascii = URI.create(url().toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookPost[" + user() + "]";
    }
}
