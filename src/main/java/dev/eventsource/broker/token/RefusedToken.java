package dev.eventsource.broker.token;

/** A token is refused. Not seen outside of this package. */
final class RefusedToken extends RuntimeException {
    private final TokenFault fault;

    RefusedToken(TokenFault fault) {
        // Without a stack trace: whoever sends bad tokens should not cost more than that.
        super(fault.inWords(), null, false, false);
        this.fault = fault;
    }

    TokenFault fault() {
        return fault;
    }
}
