package dev.eventsource.broker.token;

import java.time.Duration;
import java.time.Instant;
import org.bson.Document;

/**
 * What one reading of MongoDB finds. Each counts at once and its document is let go, for together they may be more than the heap has
 * room for. For one thread.
 */
final class FoundRevocations {
    private static final Duration FRESH = Duration.ofMinutes(2);

    private final RevokedTokens revoked;
    private final Instant recently = Instant.now().minus(FRESH);
    private boolean areToBeTold;
    private int unreadable;
    private String firstFault = "";

    FoundRevocations(RevokedTokens revoked) {
        this.revoked = revoked;
    }

    /** One that a newer release has written in a way of its own, or somebody by hand, must not keep this node from the others. */
    void add(Document document) {
        Revocation one;
        try {
            one = RevocationDocument.read(document);
        } catch (RuntimeException e) {
            firstFault = unreadable == 0 ? "user " + document.get("user") + ", " + e : firstFault;
            unreadable++;
            return;
        }
        add(one);
    }

    void add(Revocation one) {
        areToBeTold |= revoked.add(one) || one.at().isAfter(recently);
    }

    /** Whether any is new here, or so recent that a stream may have begun while it came in. */
    boolean areToBeTold() {
        return areToBeTold;
    }

    /** How many could not be read. */
    int unreadable() {
        return unreadable;
    }

    /** Whose the first of these is, and what is wrong with it, but not what it names: that may be an id that whoever has it may use. */
    String firstFault() {
        return firstFault;
    }
}
