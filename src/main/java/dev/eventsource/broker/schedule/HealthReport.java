package dev.eventsource.broker.schedule;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the parts of this node say of themselves, for {@code GET /status} and the metrics. It is fired as a CDI event: who
 * has a part observes it and adds that part, and so never waits and never fails. Made and used by the thread of one request.
 *
 * <p>Anyone may read it: no addresses, no secrets, no messages of exceptions.
 */
public final class HealthReport {
    private final SortedMap<String, Optional<String>> problems = new TreeMap<>();
    private final SortedMap<String, Long> failures = new TreeMap<>();
    private final SortedMap<String, Duration> times = new TreeMap<>();
    private boolean stuck;

    /** An empty one. */
    public HealthReport() {}

    /** Adds a background thread, by its name. */
    public void add(Worker worker) {
        add(worker.name(), worker.problem());
        failures.put(worker.name(), worker.failures());
        stuck |= worker.isStuck();
    }

    /** Adds a background thread, by its name. */
    public void add(Periodic periodic) {
        add(periodic.worker());
    }

    /**
     * Adds a part that is no thread.
     *
     * @param part its name, in small letters with hyphens, the same in every answer
     * @param problem what is wrong, in a few words for people; empty while it does its work
     */
    public void add(String part, Optional<String> problem) {
        problems.put(part, problem);
    }

    /**
     * Adds a time that people want to see, whatever it is.
     *
     * @param name in small letters with underscores, without a unit
     */
    public void add(String name, Duration time) {
        times.put(name, time);
    }

    /** What is wrong with each part, by its name; empty with one that does its work. */
    public SortedMap<String, Optional<String>> problems() {
        return Collections.unmodifiableSortedMap(problems);
    }

    /** How many turns of each background thread failed since the start, by its name. */
    public Map<String, Long> failures() {
        return Collections.unmodifiableSortedMap(failures);
    }

    /** The times, by their names. */
    public Map<String, Duration> times() {
        return Collections.unmodifiableSortedMap(times);
    }

    /** Whether every part does its work. */
    public boolean isGood() {
        return problems.values().stream().allMatch(Optional::isEmpty);
    }

    /** Whether a background thread will do nothing more before the process is started anew. */
    public boolean isStuck() {
        return stuck;
    }
}
