package dev.eventsource.broker.body;

import java.time.Duration;

/** What the head of a call proves of who makes it. */
enum Standing {
    /** As the heads of most servers do, who prove it by their body alone. All of them are one. */
    NOBODY(3, 8, Duration.ZERO),

    /** Knows a socket's id, as any page does that a user's server gave one. */
    HOLDER(1, 4, Duration.ZERO),

    /** Or an operator. */
    USER(4, 4, Duration.ofSeconds(5));

    private static final int PARTS = 8;

    private final int parts;
    private final int partsOfOne;
    private final Duration patience;

    Standing(int parts, int partsOfOne, Duration patience) {
        this.parts = parts;
        this.partsOfOne = partsOfOne;
        this.patience = patience;
    }

    /** How much of so many bytes the bodies of all of them may take. */
    long of(long most) {
        return most / PARTS * parts;
    }

    /** How much of that the bodies of one of them may take. */
    long ofOne(long most) {
        return of(most) / PARTS * partsOfOne;
    }

    /** How long bodies may have been coming before they give way to later ones of the same. */
    Duration patience() {
        return patience;
    }
}
