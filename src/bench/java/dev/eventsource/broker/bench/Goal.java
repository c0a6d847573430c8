package dev.eventsource.broker.bench;

/**
 * What the broker is to reach, and what it has.
 *
 * @param limit the least that will do, or the most
 */
record Goal(String name, double is, Bound bound, double limit) {

    enum Bound {
        AT_LEAST,
        AT_MOST
    }

    static Goal atLeast(double limit, String name, double is) {
        return new Goal(name, is, Bound.AT_LEAST, limit);
    }

    static Goal atMost(double limit, String name, double is) {
        return new Goal(name, is, Bound.AT_MOST, limit);
    }

    boolean isReached() {
        return bound == Bound.AT_LEAST ? is >= limit : is <= limit;
    }
}
