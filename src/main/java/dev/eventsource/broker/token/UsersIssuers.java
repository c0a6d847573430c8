package dev.eventsource.broker.token;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.user.IssuerDocuments;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The issuers that users name, each of which speaks for its user and nobody else, as MongoDB had them fifteen seconds ago; while it
 * is away, as it had them last. All of them are here, so a token costs MongoDB nothing, whatever issuer it makes up.
 *
 * <p>Any thread may ask, and none waits. Reading belongs to this object's own thread, which alone writes {@code known} and {@code
 * readAt}; what it leaves in {@code known} never changes.
 */
@Singleton
class UsersIssuers {
    private static final Logger LOG = System.getLogger(UsersIssuers.class.getName());
    private static final Duration RARELY = Duration.ofSeconds(15);

    private final IssuerDocuments documents;
    private final NamedIssuers named;
    private final Periodic turns = new Periodic("user-issuers", Duration.ofSeconds(1), this::turn);
    private final LongSupplier nanoTime;

    /** By their names; null: nothing was read yet. */
    private volatile @Nullable Map<String, List<Trusted>> known;

    private long readAt;

    @Inject
    UsersIssuers(IssuerDocuments documents, Issuers issuers) {
        this(documents, issuers, KeyTimes.USUAL.rarest(), System::nanoTime);
    }

    UsersIssuers(IssuerDocuments documents, Issuers issuers, Duration rarest, LongSupplier nanoTime) {
        this.documents = documents;
        this.named = new NamedIssuers(documents, issuers, rarest);
        this.nanoTime = nanoTime;
    }

    void start(@Observes Startup deployment) {
        turns.start();
    }

    void report(@Observes HealthReport report) {
        report.add(turns);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        turns.close();
        named.close();
    }

    /**
     * The issuer that a token names, if it is a user's. Where several users name one, it is the one whose audience and user the token
     * has; nobody, where these are not just one.
     */
    Optional<Trusted> find(UnprovenToken token) {
        List<Trusted> found = known(token.issuer());
        List<Trusted> fitting = found.size() == 1
                ? found
                : found.stream()
                        .filter(one -> ClaimsReader.fits(token.claims(), one.issuer()))
                        .toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    /** Whether an issuer is one still, with nothing of it changed. */
    boolean have(Trusted issuer) {
        return known(issuer.issuer().name()).contains(issuer);
    }

    private List<Trusted> known(@Nullable String name) {
        Map<String, List<Trusted>> all = known;
        return all == null || name == null ? List.of() : all.getOrDefault(name, List.of());
    }

    /** {@link Unavailable} where nobody can tell yet which there are. */
    void requireRead() {
        if (known == null) {
            throw new Unavailable("MongoDB has not answered yet; try again shortly.", null);
        }
    }

    /** Reads them where that is due. This object's own thread calls it. */
    void turn() {
        boolean isDue = known == null || nanoTime.getAsLong() - readAt >= RARELY.toNanos();
        if (!isDue) {
            return;
        }
        try {
            readAt = nanoTime.getAsLong();
            known = named.accept(documents.read());
        } catch (Unavailable e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Which issuers users name is asked when MongoDB answers again");
        }
    }
}
