package dev.eventsource.broker.bench;

/** One way to load the servers. */
interface Mode {
    String name();

    void run(Arena arena, Report report);
}
