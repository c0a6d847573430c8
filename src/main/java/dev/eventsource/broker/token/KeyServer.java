package dev.eventsource.broker.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.eventsource.broker.event.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Asks an issuer's server for its keys, and gives up after five seconds in all, however slowly it answers. Any thread may ask,
 * and waits. No redirects are followed: they would lead to where nobody has said that keys are.
 * Only public keys are taken.
 */
final class KeyServer implements ResourceRetriever {
    private static final int LARGEST = 64 << 10;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int LONGEST_SILENCE_MILLIS = 2_000;

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setConnectTimeout(LONGEST_SILENCE_MILLIS);
        connection.setReadTimeout(LONGEST_SILENCE_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/jwk-set+json, application/json");
        CompletableFuture<Void> end = new CompletableFuture<>();
        Executor later = CompletableFuture.delayedExecutor(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> unused = CompletableFuture.runAsync(
                () -> {
                    if (!end.isDone()) {
                        connection.disconnect();
                    }
                },
                later);
        try {
            return read(connection);
        } finally {
            end.complete(null);
            connection.disconnect();
        }
    }

    private static Resource read(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("it answers " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            byte[] bytes = body.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("it answers with more than 64 KB");
            }
            return new Resource(publicOnes(Utf8.decode(bytes)), connection.getContentType());
        }
    }

    /** With what is secret and published all the same, anybody could sign. */
    private static String publicOnes(String set) throws IOException {
        try {
            List<JWK> keys = JWKSet.parse(set).getKeys().stream()
                    .filter(key -> !key.isPrivate())
                    .toList();
            return new JWKSet(keys).toString();
        } catch (ParseException e) {
            throw new IOException("it answers with what are no keys", e);
        }
    }
}
