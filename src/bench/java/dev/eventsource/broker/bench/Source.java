package dev.eventsource.broker.bench;

/** Where the events of a trial come from. */
interface Source extends AutoCloseable {
    /** Sends that many at once. */
    void send(int count);

    /** Sends that many, each when it is due; returns at once. */
    void pace(int perSecond, int count);

    @Override
    void close();
}
