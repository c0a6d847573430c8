package dev.eventsource.broker.mercure;

import dev.eventsource.broker.token.TokenKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Has those asked for their keys who have them, before a call is looked at that shows tokens signed by these. Any thread may call, and
 * none waits.
 */
@Singleton
class Proofs {
    private final ShownToken shown;

    @Inject
    Proofs(ShownToken shown) {
        this.shown = shown;
    }

    /** Complete when it is known of what the call shows whether the key has signed it; fails with {@code Unavailable} where nobody can tell. */
    CompletionStage<Void> of(HttpServletRequest call, TokenKey key) {
        if (!key.isFar()) {
            return CompletableFuture.completedFuture(null);
        }
        // Which of them counts is each draft's to say.
        return ask(() -> shown.find(call), key)
                .thenCombine(
                        ask(() -> shown.inCookie(call, ShownToken.ACCESS_COOKIE, IllegalArgumentException::new), key),
                        (one, other) -> null);
    }

    private static CompletionStage<Void> ask(Supplier<Optional<String>> token, TokenKey key) {
        return find(token).map(key::ask).orElse(CompletableFuture.completedFuture(null));
    }

    /** What cannot be found, the call is refused for when it is looked at. */
    private static Optional<String> find(Supplier<Optional<String>> token) {
        try {
            return token.get();
        } catch (RuntimeException refusal) {
            return Optional.empty();
        }
    }
}
