package dev.eventsource.broker.stream;

/** Thrown where a browser is to come back later. */
final class TurnedAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final TurnAway why;

    TurnedAway(TurnAway why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    TurnAway why() {
        return why;
    }
}
