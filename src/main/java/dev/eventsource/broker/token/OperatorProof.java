package dev.eventsource.broker.token;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.operator.ShownToken;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Tells which tokens make their bearers operators: those of issuers of the setting that say by what, and of nobody else. Each is
 * proven anew each time, for operators are few, and who is none any more should not be one for longer than that. Any thread may ask.
 *
 * <p>Where the issuer's keys are not here the call waits in its thread, as operators' calls have done nothing yet by then; two at a
 * time, for a second, while the keys are on their way for the next.
 */
@Singleton
final class OperatorProof {
    private static final int MOST_WAITING = 2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** Of those who find no place: as long as a check takes whose keys are at hand, which is made in another thread too. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(100);

    private final Issuers issuers;
    private final Predicate<Token> isRevoked;
    private final Refusals refusals;
    private final ClaimsReader reader;
    private final Clock clock = Clock.systemUTC();
    private final Semaphore places = new Semaphore(MOST_WAITING);

    @Inject
    OperatorProof(Issuers issuers, Revocations revocations, Refusals refusals, Settings settings) {
        this(issuers, revocations::have, refusals, settings);
    }

    OperatorProof(Issuers issuers, Predicate<Token> isRevoked, Refusals refusals, Settings settings) {
        this.issuers = issuers;
        this.isRevoked = isRevoked;
        this.refusals = refusals;
        this.reader = new ClaimsReader(settings.duration(Setting.TOKEN_MAX_SECONDS));
    }

    /** Whether a token is of an issuer that makes operators, if it is of whom it says. */
    boolean isMeant(String text) {
        return issuers.haveOperators() && issuer(text).isPresent();
    }

    /** {@link Unavailable} where nobody can tell now. */
    void judge(@Observes ShownToken shown) {
        if (isMeant(shown.text())) {
            try {
                shown.prove(end(shown.text()));
            } catch (RefusedToken refused) {
                refusals.note(refused.fault(), shown.text());
            }
        }
    }

    private Optional<Trusted> issuer(String text) {
        try {
            return UnprovenToken.isMeant(text)
                    ? Optional.ofNullable(UnprovenToken.parse(text).issuer())
                            .flatMap(issuers::find)
                            .filter(trusted -> trusted.issuer().operators() != null)
                    : Optional.empty();
        } catch (RefusedToken noToken) {
            return Optional.empty();
        }
    }

    private Instant end(String text) {
        UnprovenToken token = UnprovenToken.parse(text);
        Trusted trusted = issuer(text).orElseThrow();
        await(trusted.requireSigned(token));
        Token read = reader.readOperator(token.claims(), trusted.issuer(), clock.instant());
        if (isRevoked.test(read)) {
            throw new RefusedToken(TokenFault.REVOKED);
        }
        return read.expiresAt();
    }

    private void await(CompletionStage<Void> check) {
        boolean mayWait = places.tryAcquire();
        try {
            check.toCompletableFuture().get((mayWait ? LONGEST_WAIT : SHORT_WAIT).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw IssuerKeys.unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw IssuerKeys.unavailable(e);
        } finally {
            if (mayWait) {
                places.release();
            }
        }
    }
}
