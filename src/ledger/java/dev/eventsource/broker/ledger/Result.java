package dev.eventsource.broker.ledger;

import dev.eventsource.broker.ledger.judge.Finding;
import dev.eventsource.broker.ledger.judge.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one run has shown.
 *
 * @param unsettled what did not come to rest in the end
 */
record Result(Options options, Figures figures, Verdict verdict, List<String> unsettled) {
    private static final int SHOWN = 12;
    private static final String LINE = "%-56s %,12d%n";

    /** Whether everything was as promised. */
    boolean isFlawless() {
        return verdict.findings().isEmpty() && unsettled.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%n%s%n%n".formatted(options));
        line(text, "events confirmed", figures.confirmed());
        line(text, "  tried again", figures.retries());
        figures.bySubscribers().forEach((kind, count) -> line(text, kind, count));
        line(text, "events missed and told of", verdict.told());
        line(text, "events passed over for an id that means a later place", verdict.passedOver());
        line(text, "events whose stream was deleted just then", verdict.lost());
        figures.others().forEach((kind, count) -> line(text, kind, count));
        text.append("faults%n".formatted());
        figures.faults().forEach((kind, count) -> line(text, "  " + kind, count));
        byKind().forEach((kind, count) -> line(text, "FINDING " + kind, count));
        unsettled.forEach(what -> text.append("NOT SETTLED ").append(what).append(System.lineSeparator()));
        verdict.findings().stream()
                .collect(Collectors.groupingBy(Finding::kind))
                .values()
                .forEach(same ->
                        same.stream().limit(SHOWN).forEach(finding -> text.append("%n%s%n".formatted(finding))));
        return text.append(isFlawless() ? "%nEverything was as promised.%n".formatted() : "")
                .toString();
    }

    private static void line(StringBuilder text, String name, long figure) {
        text.append(LINE.formatted(name, figure));
    }

    private Map<Finding.Kind, Integer> byKind() {
        Map<Finding.Kind, Integer> counts = new TreeMap<>();
        verdict.findings().forEach(finding -> counts.merge(finding.kind(), 1, Integer::sum));
        return counts;
    }
}
