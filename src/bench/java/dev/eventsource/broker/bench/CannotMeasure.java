package dev.eventsource.broker.bench;

/** Why there is nothing to measure, in one line for the person who started it. */
final class CannotMeasure extends RuntimeException {
    CannotMeasure(String line) {
        super(line);
    }
}
