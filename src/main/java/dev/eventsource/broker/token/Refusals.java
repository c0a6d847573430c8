package dev.eventsource.broker.token;

import dev.eventsource.broker.access.TokenBucket;
import dev.eventsource.broker.count.Counts;
import dev.eventsource.broker.http.TraceParent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;

/** Counts the tokens that were refused and logs why. Any thread may note and ask. */
@Singleton
public final class Refusals {
    private static final Logger LOG = System.getLogger(Refusals.class.getName());
    private static final int LONGEST_ISSUER = 64;

    /** Whoever guesses must not fill the log: ten lines a second, and a hundred at once. */
    private final TokenBucket logged = new TokenBucket(10, 100, System.nanoTime());

    private final Counts<TokenFault> counts = new Counts<>(TokenFault.class);

    @Inject
    Refusals() {}

    /** Nothing of a token is logged but whom it says to be from. */
    void note(TokenFault fault, String text) {
        counts.add(fault);
        if (logged.take(System.nanoTime()) == 0) {
            LOG.log(
                    Level.INFO,
                    "Refused a token of the issuer ''{0}''{1}: {2}",
                    issuer(text),
                    TraceParent.inWords(),
                    fault.inWords());
        }
    }

    private static String issuer(String text) {
        try {
            String issuer =
                    Optional.ofNullable(UnprovenToken.parse(text).issuer()).orElse("");
            String shown = issuer.substring(0, Math.min(LONGEST_ISSUER, issuer.length()));
            return shown.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
        } catch (RefusedToken unreadable) {
            return "";
        }
    }

    /** How many tokens were refused since the start, by reason. */
    public Map<String, Long> counts() {
        return counts.byName();
    }
}
