package dev.eventsource.broker.token;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The issuers that {@code TOKEN_ISSUERS} names. Never changes, so any thread may ask; none waits. */
@Singleton
class Issuers {
    private static final int THREADS = 16;
    private static final int MOST_WAITING = 1_000;

    private final KeyThreads threads;
    private final Map<String, Trusted> byName = new HashMap<>();

    @Inject
    Issuers(Settings settings) {
        this(settings, KeyTimes.USUAL.rarest());
    }

    /** That asks for keys as often as that at most. */
    Issuers(Settings settings, Duration rarest) {
        this.threads = new KeyThreads(THREADS, MOST_WAITING, KeyTimes.USUAL.with(rarest));
        read(settings, threads).forEach(one -> byName.put(one.issuer().name(), one));
    }

    /** Whether the setting is right; no issuer is asked for keys. */
    static void check(Settings settings) {
        try (KeyThreads idle = new KeyThreads(1, 1, KeyTimes.USUAL)) {
            read(settings, idle);
        }
    }

    private static List<Trusted> read(Settings settings, KeyThreads threads) {
        String set = settings.text(Setting.TOKEN_ISSUERS);
        try {
            return set.isEmpty() ? List.of() : new IssuersJson(threads).read(set);
        } catch (IllegalArgumentException e) {
            throw settings.invalid(Setting.TOKEN_ISSUERS, String.valueOf(e.getMessage()));
        }
    }

    /** Made when the broker is deployed, for a setting that is wrong must be told then. */
    void start(@Observes Startup deployment) {}

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        threads.close();
    }

    /** Whether any of them makes operators. */
    boolean haveOperators() {
        return byName.values().stream().anyMatch(one -> one.issuer().operators() != null);
    }

    /** The issuer of that name; empty where the setting has none. */
    Optional<Trusted> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
