package dev.eventsource.broker.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What was measured of one contender in one mode.
 *
 * @param rounds one value for each
 */
record Figure(String mode, String contender, String unit, List<Double> rounds) {

    double median() {
        return median(rounds);
    }

    /** How many times another's this is: the median of the rounds' ratios, each of two values from one moment. */
    double ratioTo(Figure other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            ratios.add(rounds.get(i) / other.rounds.get(i));
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
