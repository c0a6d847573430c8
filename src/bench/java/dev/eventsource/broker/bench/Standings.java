package dev.eventsource.broker.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The figures of one measurement, by contender. */
final class Standings {
    private final Map<Contender, Figure> figures = new LinkedHashMap<>();

    void put(Contender contender, Figure figure) {
        figures.put(contender, figure);
    }

    Figure of(Contender contender) {
        return Objects.requireNonNull(figures.get(contender), "was not measured");
    }

    /** How many times the other's figure a contender's is. */
    double ratio(Contender contender, Contender other) {
        return of(contender).ratioTo(of(other));
    }
}
