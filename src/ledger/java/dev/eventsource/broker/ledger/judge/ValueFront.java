package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.event.Offset;
import dev.eventsource.broker.ledger.value.Saying;
import dev.eventsource.broker.ledger.value.Sight;
import dev.eventsource.broker.ledger.value.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Whether the last values that a stream begins with are those of its place. */
final class ValueFront {
    private final ValueLog log;
    private final BiConsumer<Finding.Kind, String> findings;

    ValueFront(ValueLog log, BiConsumer<Finding.Kind, String> findings) {
        this.log = log;
        this.findings = findings;
    }

    /**
     * Holds them against the log.
     *
     * @param mayLack whether the node may not have had all
     */
    void judge(List<Sight.Event> front, Offset place, long at, boolean mayLack) {
        Map<Slot, Saying> bySlot = new HashMap<>();
        // Who is cut off behind a key's value is to begin anew, and so gets no id in front of the place.
        boolean hasKeys = front.stream().anyMatch(event -> event.saying().slot().isOfKey());
        for (Sight.Event event : front) {
            if (bySlot.put(event.saying().slot(), event.saying()) != null) {
                findings.accept(Finding.Kind.DOUBLED, event.saying() + " is the second value of its slot");
            }
            if (event.hasId() == hasKeys) {
                findings.accept(Finding.Kind.CONTRACT_BROKEN, "with an id or without: " + event.saying());
            }
        }
        judgeOrder(front);
        for (Slot slot : log.slots()) {
            judge(slot, bySlot.remove(slot), place, at, mayLack);
        }
        bySlot.values().forEach(saying -> findings.accept(Finding.Kind.VALUE_WRONG, "the log has no " + saying));
    }

    private void judge(Slot slot, @Nullable Saying shown, Offset place, long at, boolean mayLack) {
        Saying last = log.last(slot, place);
        boolean isValue = last != null && last.kind() == Saying.Kind.VALUE;
        if (shown != null && !mayLack && (!isValue || !Objects.equals(shown, last))) {
            findings.accept(Finding.Kind.VALUE_WRONG, "%s, where the log has %s at its place".formatted(shown, last));
        } else if (shown == null && isValue && !mayLack && !log.changes(slot, place, at)) {
            findings.accept(Finding.Kind.VALUE_MISSING, last + " is not shown, and nothing is behind it");
        }
    }

    /** Keys in front, in their order in each channel; behind them the channels' own, in the log's. */
    private void judgeOrder(List<Sight.Event> front) {
        for (int i = 1; i < front.size(); i++) {
            Saying before = front.get(i - 1).saying();
            Saying saying = front.get(i).saying();
            if (!isInOrder(before, saying)) {
                findings.accept(Finding.Kind.REORDERED, "%s in front of %s".formatted(before, saying));
            }
        }
    }

    private boolean isInOrder(Saying before, Saying saying) {
        if (before.slot().isOfKey() && saying.slot().isOfKey()) {
            return !before.slot().channel().equals(saying.slot().channel())
                    || before.slot().key().compareTo(saying.slot().key()) < 0;
        }
        Offset one = log.offset(before);
        Offset other = log.offset(saying);
        boolean areOwn = !before.slot().isOfKey() && !saying.slot().isOfKey();
        return areOwn
                ? one == null || other == null || one.compareTo(other) < 0
                : before.slot().isOfKey();
    }
}
