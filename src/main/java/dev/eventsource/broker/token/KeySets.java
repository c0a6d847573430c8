package dev.eventsource.broker.token;

import com.nimbusds.jose.JWSAlgorithm;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** Keys that a setting says the address of, instead of the keys themselves. Any thread may call. */
@Singleton
public final class KeySets {
    /** By which issuers sign whose keys anybody may know. */
    private static final Set<JWSAlgorithm> BY_PUBLIC_KEYS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** Two for each of the two sets that there may be. */
    private static final int THREADS = 4;

    private static final int MOST_WAITING = 1_000;

    private final KeyThreads threads;

    @Inject
    public KeySets() {
        this(KeyTimes.USUAL.rarest());
    }

    /** That ask for keys as often as that at most. */
    KeySets(Duration rarest) {
        this.threads = new KeyThreads(THREADS, MOST_WAITING, KeyTimes.USUAL.with(rarest));
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        threads.close();
    }

    /**
     * The keys at an address, as a JWK set (RFC 7517).
     *
     * @param algorithm the one that counts; with one of secrets, all of public keys do
     */
    public TokenKey at(String url, String algorithm) {
        JWSAlgorithm one = JWSAlgorithm.parse(algorithm);
        return TokenKey.of(
                new IssuerKeys(threads.keysAt(URI.create(url)), true, true),
                BY_PUBLIC_KEYS.contains(one) ? Set.of(one) : BY_PUBLIC_KEYS,
                threads.lanes());
    }
}
