package dev.eventsource.broker.schedule;

/** One round of a background thread's work. */
@FunctionalInterface
public interface Turn {
    /** Does what there is to do now, and waits a while where there is nothing. */
    void run() throws InterruptedException;
}
