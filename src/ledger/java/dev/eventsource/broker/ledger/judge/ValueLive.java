package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.event.Offset;
import dev.eventsource.broker.ledger.value.Saying;
import dev.eventsource.broker.ledger.value.Sight;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Whether all that was said behind a stream's place came live, once and in order. */
final class ValueLive {
    private final ValueLog log;
    private final BiConsumer<Finding.Kind, String> findings;

    ValueLive(ValueLog log, BiConsumer<Finding.Kind, String> findings) {
        this.log = log;
        this.findings = findings;
    }

    /**
     * Holds live events against the log.
     *
     * @param isDue whether what was said had to come before the stream's end
     */
    void judge(List<Sight.Event> live, Offset place, Predicate<Saying> isDue) {
        Deque<Saying> expected = new ArrayDeque<>(log.behind(place));
        for (Sight.Event event : live) {
            take(event, expected);
        }
        expected.stream()
                .filter(isDue)
                .forEach(saying ->
                        findings.accept(Finding.Kind.MISSING, saying + " never came, behind the last values"));
    }

    private void take(Sight.Event event, Deque<Saying> expected) {
        Saying saying = event.saying();
        if (!event.hasId()) {
            findings.accept(Finding.Kind.CONTRACT_BROKEN, "live, and without its id: " + saying);
        }
        if (!expected.contains(saying)) {
            boolean isPlaced = log.offset(saying) != null;
            findings.accept(
                    isPlaced ? Finding.Kind.DOUBLED : Finding.Kind.FOREIGN,
                    saying + (isPlaced ? " came before, or is in front of the place" : " is not in the log"));
            return;
        }
        for (Saying next = expected.remove(); next != saying; next = expected.remove()) {
            findings.accept(Finding.Kind.MISSING, "%s did not come in front of %s".formatted(next, saying));
        }
    }
}
