package dev.eventsource.broker.token;

/** For tests of other packages. */
public final class NewTokens {
    private NewTokens() {}

    /** Tokens of which none was refused yet. */
    public static KeyedTokens keyed() {
        return new KeyedTokens(new Refusals());
    }
}
