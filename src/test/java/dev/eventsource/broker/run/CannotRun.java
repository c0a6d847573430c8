package dev.eventsource.broker.run;

/** Why the run cannot go on, in one line for the person who started it. */
final class CannotRun extends RuntimeException {

    CannotRun(String line) {
        super(line);
    }
}
