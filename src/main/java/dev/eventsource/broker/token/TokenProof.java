package dev.eventsource.broker.token;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.user.RecentUsers;
import dev.eventsource.broker.user.User;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells what tokens prove. Any thread may ask, and none waits. */
@Singleton
final class TokenProof {
    private final RecentUsers users;
    private final Issuers issuers;
    private final UsersIssuers usersIssuers;
    private final Predicate<Token> isRevoked;
    private final Refusals refusals;
    private final ClaimsReader reader;
    private final Clock clock;
    private final KnownTokens known;
    private final ShortSecrets shortSecrets = new ShortSecrets();

    @Inject
    TokenProof(
            RecentUsers users,
            Issuers issuers,
            UsersIssuers usersIssuers,
            Revocations revocations,
            Refusals refusals,
            Settings settings) {
        this(users, issuers, usersIssuers, revocations::have, refusals, settings, Clock.systemUTC());
    }

    TokenProof(
            RecentUsers users,
            Issuers issuers,
            UsersIssuers usersIssuers,
            Predicate<Token> isRevoked,
            Refusals refusals,
            Settings settings,
            Clock clock) {
        this.users = users;
        this.issuers = issuers;
        this.usersIssuers = usersIssuers;
        this.isRevoked = isRevoked;
        this.refusals = refusals;
        this.reader = new ClaimsReader(settings.duration(Setting.TOKEN_MAX_SECONDS));
        this.clock = clock;
        this.known = new KnownTokens(clock);
    }

    /**
     * Who bears the token; a 401 problem where it proves nothing, whatever the reason. It is there at once where the token's
     * user was seen lately, and comes else in a thread that may be kept for a while.
     */
    CompletionStage<Bearer> require(String text) {
        return prove(text).exceptionally(failure -> {
            throw told(text, failure);
        });
    }

    private CompletionStage<Bearer> prove(String text) {
        try {
            KnownTokens.Known found = known.find(text);
            return found == null
                    ? proveAnew(text)
                    : find(found.token().user()).thenCompose(user -> again(text, found, user));
        } catch (RefusedToken | Unavailable failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    /** As MongoDB had the user lately, if that is enough. */
    private CompletionStage<Optional<User>> find(String key) {
        return users.find(key, user -> !user.disabled());
    }

    private CompletionStage<Bearer> again(String text, KnownTokens.Known found, Optional<User> user) {
        String secret = found.secret();
        if (found.issuer() != null && !isTrusted(found.issuer())) {
            known.forget(text);
            return proveAnew(text);
        }
        if (secret != null && user.isPresent() && !SecretSignature.isOf(user.get(), secret, clock.instant())) {
            known.forget(text);
            return proveAnew(text);
        }
        return CompletableFuture.completedFuture(bearer(found.token(), user));
    }

    /** A user may name an issuer no more, or with other keys. */
    private boolean isTrusted(Trusted issuer) {
        return issuers.find(issuer.issuer().name()).isPresent() || usersIssuers.have(issuer);
    }

    private CompletionStage<Bearer> proveAnew(String text) {
        UnprovenToken token = UnprovenToken.parse(text);
        String name = token.issuer();
        if (name == null) {
            throw new RefusedToken(TokenFault.UNKNOWN_ISSUER);
        }
        Optional<Trusted> trusted = issuers.find(name).or(() -> usersIssuers.find(token));
        if (trusted.isPresent()) {
            return proveByKey(text, token, trusted.get());
        }
        Issuer user = Issuer.ofUser(name);
        if (!user.algorithms().contains(token.algorithm())) {
            usersIssuers.requireRead();
        }
        return proveBySecret(text, token, user);
    }

    private CompletionStage<Bearer> proveByKey(String text, UnprovenToken token, Trusted trusted) {
        return trusted.requireSigned(token).thenCompose(signed -> {
            Token read = reader.read(token.claims(), trusted.issuer(), clock.instant());
            return find(read.user()).thenApply(user -> note(text, read, null, trusted, user));
        });
    }

    /** A secret that is known here is enough to let a call in; who would be refused by it is asked for anew. */
    private CompletionStage<Bearer> proveBySecret(String text, UnprovenToken token, Issuer issuer) {
        issuer.requireAlgorithm(token.algorithm());
        Optional<User> recent = users.recent(issuer.name()).filter(user -> !user.disabled());
        String secret = SecretSignature.find(token, recent, clock.instant());
        return secret == null
                ? users.find(issuer.name()).thenApply(found -> judge(text, token, issuer, found))
                : CompletableFuture.completedFuture(note(text, token, issuer, recent, secret));
    }

    private Bearer judge(String text, UnprovenToken token, Issuer issuer, Optional<User> user) {
        String secret = SecretSignature.find(token, user, clock.instant());
        if (user.isEmpty()) {
            usersIssuers.requireRead();
            throw new RefusedToken(TokenFault.UNKNOWN_ISSUER);
        }
        if (secret == null) {
            throw new RefusedToken(TokenFault.WRONG_SIGNATURE);
        }
        return note(text, token, issuer, user, secret);
    }

    /** Once its user's secret has proven it. */
    private Bearer note(String text, UnprovenToken token, Issuer issuer, Optional<User> user, String secret) {
        shortSecrets.note(issuer.name(), secret);
        return note(text, reader.read(token.claims(), issuer, clock.instant()), secret, null, user);
    }

    private Bearer note(
            String text, Token token, @Nullable String secret, @Nullable Trusted issuer, Optional<User> user) {
        Bearer bearer = bearer(token, user);
        known.add(text, token, secret, issuer);
        return bearer;
    }

    private Bearer bearer(Token token, Optional<User> user) {
        if (user.isEmpty()) {
            throw new RefusedToken(TokenFault.UNKNOWN_USER);
        }
        if (user.get().disabled()) {
            throw new RefusedToken(TokenFault.DISABLED_USER);
        }
        if (isRevoked.test(token)) {
            throw new RefusedToken(TokenFault.REVOKED);
        }
        return new Bearer(user.get(), token);
    }

    /** What the caller is told of a failure; the log is told the rest. */
    private RuntimeException told(String text, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof RefusedToken refused) {
            refusals.note(refused.fault(), text);
            return Problem.noBearer();
        }
        return cause instanceof RuntimeException other ? other : new IllegalStateException(failure);
    }
}
