package dev.eventsource.broker.bench;

import java.util.ArrayList;
import java.util.List;

/** What all modes found. */
final class Report {
    private final Machine machine;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<Ratio> ratios = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    Report(Machine machine) {
        this.machine = machine;
    }

    Figure add(Figure figure) {
        figures.add(figure);
        return figure;
    }

    void add(Goal goal) {
        goals.add(goal);
    }

    /** Notes what outlives the machine. */
    Ratio add(Ratio ratio) {
        ratios.add(ratio);
        return ratio;
    }

    /** As that, and what it is to be at least. */
    void add(Ratio ratio, double wanted) {
        add(ratio);
        add(Goal.atLeast(wanted, ratio.name(), ratio.is()));
    }

    /** Notes what a mode's subscribers missed or got twice; an empty text is no fault. */
    void addFaults(String mode, Trial trial) {
        String text = trial.faults();
        if (!text.isEmpty()) {
            faults.add(mode + ", " + trial.contender().name() + ": " + text);
        }
    }

    void addFault(String text) {
        faults.add(text);
    }

    Machine machine() {
        return machine;
    }

    List<Figure> figures() {
        return figures;
    }

    List<Ratio> ratios() {
        return ratios;
    }

    List<Goal> goals() {
        return goals;
    }

    List<String> faults() {
        return faults;
    }
}
