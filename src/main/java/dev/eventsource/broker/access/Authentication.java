package dev.eventsource.broker.access;

import dev.eventsource.broker.count.Counts;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.TraceParent;
import dev.eventsource.broker.mongo.Questions;
import dev.eventsource.broker.secret.RandomIds;
import dev.eventsource.broker.user.PublicChannels;
import dev.eventsource.broker.user.RecentUsers;
import dev.eventsource.broker.user.RetainedChannels;
import dev.eventsource.broker.user.User;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Tells which user a call comes from. Any thread may ask. */
@Singleton
public final class Authentication {
    /** How far a token's timestamp may be from this node's clock, in seconds. */
    static final long MAX_CLOCK_DIFFERENCE = 300;

    private static final Logger LOG = System.getLogger(Authentication.class.getName());

    /** Compared with where there is no user, or no former secret: its own secret is never told, so nobody proves it. */
    private static final User NOBODY = new User(
            "", RandomIds.next(), null, null, true, null, false, null, PublicChannels.NONE, RetainedChannels.NONE);

    /** Whoever guesses at secrets must not fill the log: ten lines a second, and a hundred at once. */
    private final TokenBucket logged = new TokenBucket(10, 100, System.nanoTime());

    private final Counts<Unproven> failures = new Counts<>(Unproven.class);
    private final RecentUsers users;
    private final Nonces nonces;
    private final Questions questions;
    private final Clock clock;

    @Inject
    Authentication(RecentUsers users, Nonces nonces, Questions questions) {
        this(users, nonces, questions, Clock.systemUTC());
    }

    Authentication(RecentUsers users, Nonces nonces, Questions questions, Clock clock) {
        this.users = users;
        this.nonces = nonces;
        this.questions = questions;
        this.clock = clock;
    }

    /**
     * The user that the call proves to come from; a 401 problem where it proves none. It is there at once where the user was
     * seen lately, and comes else when MongoDB has answered, in a thread that may be kept for a while.
     */
    public CompletionStage<User> authenticate(Parameters parameters, @Nullable String authorization) {
        Credentials credentials = CredentialsReader.read(parameters, authorization)
                .orElseThrow(() -> refused(Unproven.NO_CREDENTIALS, ""));
        CompletionStage<User> user = find(credentials).thenApply(found -> judge(credentials, found));
        String nonce = credentials instanceof Credentials.Token token ? token.nonce() : null;
        return nonce == null ? user : user.thenCompose(proven -> once(proven, nonce));
    }

    private User judge(Credentials credentials, Optional<User> user) {
        boolean proven = isProven(credentials, user.orElse(NOBODY));
        if (user.isEmpty()) {
            throw refused(Unproven.UNKNOWN_USER, credentials.key());
        }
        if (!proven) {
            throw refused(Unproven.WRONG_SECRET, credentials.key());
        }
        if (user.get().disabled()) {
            throw refused(Unproven.DISABLED_USER, credentials.key());
        }
        if (isExpired(credentials, clock)) {
            throw refused(Unproven.EXPIRED, credentials.key());
        }
        return user.get();
    }

    /** As MongoDB had the user lately, if that is enough for the call; else it is asked, for the user may have changed. */
    private CompletionStage<Optional<User>> find(Credentials credentials) {
        Optional<User> recent = users.recent(credentials.key()).filter(user -> !user.disabled());
        boolean proven = isProven(credentials, recent.orElse(NOBODY));
        return proven ? CompletableFuture.completedFuture(recent) : users.find(credentials.key());
    }

    /** How many calls proved no user since the start, by reason. */
    public Map<String, Long> failures() {
        return failures.byName();
    }

    private CompletionStage<User> once(User user, String nonce) {
        return questions.ask(user.key(), () -> {
            if (!nonces.use(user.key(), nonce)) {
                throw refused(Unproven.REPLAYED, user.key());
            }
            return user;
        });
    }

    /** Two comparisons for everyone, known or not, and whichever of them holds. */
    private boolean isProven(Credentials credentials, User user) {
        String former = user.formerSecret(clock.instant());
        boolean byFormer = credentials.prove(former == null ? NOBODY.secret() : former);
        boolean byPresent = credentials.prove(user.secret());
        return byPresent || (byFormer && former != null);
    }

    static boolean isExpired(Credentials credentials, Clock clock) {
        if (!(credentials instanceof Credentials.Token token)) {
            return false;
        }
        try {
            long difference = Math.subtractExact(
                    Long.parseLong(token.timestamp()), clock.instant().getEpochSecond());
            return difference > MAX_CLOCK_DIFFERENCE || difference < -MAX_CLOCK_DIFFERENCE;
        } catch (ArithmeticException | NumberFormatException notATime) {
            return true;
        }
    }

    private WebApplicationException refused(Unproven reason, String key) {
        failures.add(reason);
        if (logged.take(System.nanoTime()) == 0) {
            String shown = key.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
            LOG.log(
                    Level.INFO,
                    "Refused a caller with the key ''{0}''{1}: {2}",
                    shown.substring(0, Math.min(64, shown.length())),
                    TraceParent.inWords(),
                    reason.inWords());
        }
        return Problem.unauthorized();
    }
}
