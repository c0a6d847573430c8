package dev.eventsource.broker.presence;

/** What streams have done at a place since MongoDB was told last, however many there were. */
enum PlaceChange {
    /** One began, and was the last to do anything. */
    BEGUN,
    /** One ended, and none began. */
    ENDED,
    /** One began, and one, or another, ended last. */
    BEGUN_AND_ENDED;

    /** Whether somebody came, who is told of where the place was free. */
    boolean hasBegun() {
        return this != ENDED;
    }

    /** That, and then {@code later}. */
    PlaceChange then(PlaceChange later) {
        return later == ENDED && hasBegun() ? BEGUN_AND_ENDED : later;
    }
}
