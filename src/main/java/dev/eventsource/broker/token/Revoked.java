package dev.eventsource.broker.token;

import java.util.function.Predicate;

/**
 * Fired as a CDI event when this node hears of revocations, at least once for each and perhaps more often, of many together once;
 * observers must not wait.
 *
 * @param tokens which tokens are not to be believed any more: those that the revocations are about at least
 */
public record Revoked(Predicate<Token> tokens) {}
