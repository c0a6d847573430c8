package dev.eventsource.broker.token;

import dev.eventsource.broker.http.Unavailable;
import org.jspecify.annotations.Nullable;

/** An issuer's keys cannot be had now, so nobody can tell whether its tokens are good. */
public final class KeysUnavailable extends Unavailable {
    KeysUnavailable(@Nullable Throwable cause) {
        super("The keys of the token's issuer cannot be had; try again shortly.", cause);
    }
}
