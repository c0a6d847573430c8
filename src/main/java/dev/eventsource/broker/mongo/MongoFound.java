package dev.eventsource.broker.mongo;

/**
 * Fired as a CDI event when MongoDB answers, at first and after each time it was away: what collections need, such as an
 * index, is seen to then. Observed in the health check's thread; an observer that throws keeps the others from hearing.
 */
public record MongoFound() {}
