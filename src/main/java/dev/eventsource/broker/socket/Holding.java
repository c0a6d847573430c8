package dev.eventsource.broker.socket;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Has this node hold the claims that were made, and tells of it who sees streams come and go. Any thread may call. */
@Singleton
class Holding {
    private final Claims claims;
    private final KnownSockets known;
    private final Event<StreamChange> changes;

    @Inject
    Holding(Claims claims, KnownSockets known, Event<StreamChange> changes) {
        this.claims = claims;
        this.known = known;
        this.changes = changes;
    }

    /** The claim, which is held from now on. */
    Claim hold(Claim claim) {
        claims.hold(claim);
        known.forget(claim.socket().id());
        changes.fire(new StreamChange(claim.socket(), true));
        return claim;
    }
}
