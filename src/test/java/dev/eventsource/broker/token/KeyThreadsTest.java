package dev.eventsource.broker.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long an issuer's keys count. */
@Timeout(60)
class KeyThreadsTest {
    private static final KeyPair KEYS = KeyPublisher.rsa();
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration OFTEN = Duration.ofMillis(1);

    private final KeyPublisher server = new KeyPublisher();

    @BeforeEach
    void publish() {
        publish("first");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void publish(String id) {
        server.publish(KeyPublisher.jwk(id, KEYS, ""));
    }

    private static KeyThreads threads(Duration kept, Duration ahead, Duration keptInOutage) {
        return new KeyThreads(2, 10, new KeyTimes(kept, ahead, keptInOutage, SECOND, OFTEN));
    }

    /** Of all keys that count now. */
    private static List<String> ids(JWKSource<SecurityContext> source) throws KeySourceException {
        return source.get(new JWKSelector(new JWKMatcher.Builder().build()), null).stream()
                .map(JWK::getKeyID)
                .toList();
    }

    @Test
    void oneThatIsWithdrawnCountsNoMoreOnceItsTimeIsOver() throws KeySourceException {
        try (KeyThreads threads = threads(SECOND.plus(SECOND), OFTEN, LONG)) {
            JWKSource<SecurityContext> source = threads.keysAt(URI.create(server.url()));
            assertThat(ids(source)).containsExactly("first");
            publish("second");
            await().until(() -> ids(source).equals(List.of("second")));
        }
    }

    /** Those that are kept for long are asked for while they count still. */
    @Test
    void theyAreAskedForAheadOfTheirEnd() throws KeySourceException {
        try (KeyThreads threads = threads(LONG, LONG.minusSeconds(2), LONG)) {
            JWKSource<SecurityContext> source = threads.keysAt(URI.create(server.url()));
            assertThat(ids(source)).containsExactly("first");
            publish("second");
            await().until(() -> ids(source).equals(List.of("second")));
        }
    }

    @Test
    void theyAreKeptWhileTheIssuerIsAway() throws KeySourceException {
        try (KeyThreads threads = threads(SECOND.plus(SECOND), OFTEN, LONG)) {
            JWKSource<SecurityContext> source = threads.keysAt(URI.create(server.url()));
            assertThat(ids(source)).containsExactly("first");
            server.answer(503, "away");
            await().until(() -> ids(source).equals(List.of("first")) && server.asked() > 2);
        }
    }

    @Test
    void theyAreNotKeptForLongerThanThat() throws KeySourceException {
        try (KeyThreads threads = threads(SECOND.plus(SECOND), OFTEN, SECOND.multipliedBy(3))) {
            JWKSource<SecurityContext> source = threads.keysAt(URI.create(server.url()));
            assertThat(ids(source)).containsExactly("first");
            server.answer(503, "away");
            await().until(() -> isWithout(source));
        }
    }

    private static boolean isWithout(JWKSource<SecurityContext> source) {
        try {
            ids(source);
            return false;
        } catch (KeySourceException unavailable) {
            return true;
        }
    }
}
