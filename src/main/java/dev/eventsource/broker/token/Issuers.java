package dev.eventsource.broker.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The issuers that {@code TOKEN_ISSUERS} names, and what they have signed. Keys that are elsewhere are asked for in threads of
 * their own, two for each issuer at most, with queues that have an end: a slow issuer holds up no calls but those with its
 * tokens. Any thread may ask, and none waits.
 */
@Singleton
class Issuers {
    /** How long keys are used before they are asked for again; those who come by in the last minute of it have that done. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private static final Duration AHEAD = Duration.ofMinutes(1);

    /** How often they may be asked for, whatever key ids tokens make up. */
    private static final Duration RAREST = Duration.ofSeconds(10);

    /** How long they are used when they cannot be asked for. */
    private static final Duration KEPT_IN_OUTAGE = Duration.ofHours(4);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int THREADS = 16;
    private static final int MOST_WAITING = 1_000;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), Issuers::daemon);
    private final Map<String, IssuersJson.Trusted> byName = new HashMap<>();
    private final Map<String, IssuerLanes> lanes = new ConcurrentHashMap<>();
    private final Duration rarest;

    @Inject
    Issuers(Settings settings) {
        this(settings, RAREST);
    }

    /** That asks for keys as often as that at most. */
    Issuers(Settings settings, Duration rarest) {
        this.rarest = rarest;
        threads.allowCoreThreadTimeOut(true);
        String set = settings.text(Setting.TOKEN_ISSUERS);
        try {
            if (!set.isEmpty()) {
                new IssuersJson(this::far)
                        .read(set)
                        .forEach(one -> byName.put(one.issuer().name(), one));
            }
        } catch (IllegalArgumentException | ClassCastException e) {
            throw settings.invalid(Setting.TOKEN_ISSUERS);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "eventsource-issuers");
        thread.setDaemon(true);
        return thread;
    }

    private JWKSource<SecurityContext> far(URI url) {
        try {
            return JWKSourceBuilder.create(url.toURL(), new KeyServer())
                    .cache(KEPT.toMillis(), LONGEST_WAIT.toMillis())
                    .refreshAheadCache(AHEAD.toMillis(), null, threads, false, null, false)
                    .rateLimited(rarest.toMillis())
                    .outageTolerant(KEPT_IN_OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Made when the broker is deployed, for a setting that is wrong must be told then. */
    void start(@Observes Startup deployment) {}

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        threads.shutdownNow();
    }

    /** Whether any of them makes operators. */
    boolean haveOperators() {
        return byName.values().stream().anyMatch(one -> one.issuer().operators() != null);
    }

    /** The issuer of that name; empty where the setting has none. */
    Optional<Issuer> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(IssuersJson.Trusted::issuer);
    }

    /**
     * Fails with {@link RefusedToken} where a token is not signed by a key of its issuer's, and with {@link Unavailable} where
     * nobody can tell.
     */
    CompletionStage<Void> requireSigned(UnprovenToken token, Issuer issuer) {
        IssuerKeys keys = Objects.requireNonNull(byName.get(issuer.name())).keys();
        Runnable check = () -> keys.requireSigned(token.jws(), issuer.algorithms());
        if (!keys.areFar()) {
            check.run();
            return CompletableFuture.completedFuture(null);
        }
        try {
            return lanes.computeIfAbsent(issuer.name(), name -> new IssuerLanes(threads))
                    .check(token.jws().getHeader(), check, LONGEST_WAIT)
                    .exceptionally(Issuers::failed);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(IssuerKeys.unavailable(e));
        }
    }

    private static Void failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        throw cause instanceof RuntimeException told ? told : IssuerKeys.unavailable(failure);
    }
}
