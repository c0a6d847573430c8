package dev.eventsource.broker.bench;

import static java.util.stream.Collectors.joining;

import java.util.Locale;

/** A report as text. */
final class Table {
    private static final String FIGURE = "%-25s %-32s %14s  %-28s %s%n";
    private static final String GOAL = "%-72s %10s  %-12s %s%n";

    private final Report report;

    Table(Report report) {
        this.report = report;
    }

    @Override
    public String toString() {
        return "%n%s%n%n%s%n%s%n%s".formatted(report.machine(), figures(), goals(), faults());
    }

    private String figures() {
        return FIGURE.formatted("mode", "server", "median", "", "rounds")
                + report.figures().stream().map(Table::line).collect(joining());
    }

    private static String line(Figure figure) {
        String rounds = figure.rounds().stream().map(Table::number).collect(joining(" "));
        return FIGURE.formatted(figure.mode(), figure.contender(), number(figure.median()), figure.unit(), rounds);
    }

    private String goals() {
        return GOAL.formatted("goal", "is", "wanted", "")
                + report.goals().stream().map(Table::line).collect(joining());
    }

    private static String line(Goal goal) {
        String bound = (goal.bound() == Goal.Bound.AT_LEAST ? ">= " : "<= ") + number(goal.limit());
        return GOAL.formatted(goal.name(), number(goal.is()), bound, goal.isReached() ? "reached" : "MISSED");
    }

    private String faults() {
        return report.faults().isEmpty()
                ? "Nothing was lost, reordered or doubled.%n".formatted()
                : report.faults().stream().map("FAULT  %s%n"::formatted).collect(joining());
    }

    private static String number(double value) {
        return value < 100 ? String.format(Locale.ROOT, "%.2f", value) : String.format(Locale.ROOT, "%,.0f", value);
    }
}
