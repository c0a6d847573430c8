package dev.eventsource.broker.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it takes to find a message's rule, its key taken to words and its headers to text. */
@State(Scope.Benchmark)
public class MatchCost {
    /** Which rules, and which of them a message is for. */
    @Param({
        "ONE first",
        "ONE none",
        "EXACT first",
        "EXACT middle",
        "EXACT last",
        "EXACT none",
        "STAR first",
        "STAR middle",
        "STAR last",
        "STAR none",
        "HASH first",
        "HASH middle",
        "HASH last",
        "HASH none",
        "HASH last-of-33-words",
        "MIXED first",
        "MIXED middle",
        "MIXED last",
        "MIXED none",
        "HEADER first",
        "HEADER middle",
        "HEADER last",
        "HEADER none",
        "HEADERS last",
        "HEADERS none"
    })
    public String match = "";

    private Rules rules = Rules.NONE;
    private Arrival message = Messages.of(0, new byte[0]);

    /** Makes rules and a message, and sees to it that the one is found by the other. */
    @Setup
    public void prepare() {
        RuleSet set = RuleSet.valueOf(match.substring(0, match.indexOf(' ')));
        String which = match.substring(match.indexOf(' ') + 1);
        int number = number(which, set.count());
        rules = set.read("'channel':'orders.{1}'");
        message = which.startsWith("last-of-")
                ? Messages.of("orders" + ".of".repeat(31) + ".kind-" + number, number, new byte[0])
                : Messages.of(number, new byte[0]);
        Rule found = rules.first(content());
        if ((found == null ? set.count() : found.number()) != number) {
            throw new IllegalStateException(match + ": found " + found);
        }
    }

    private static int number(String which, int rules) {
        return switch (which) {
            case "first" -> 0;
            case "middle" -> rules / 2;
            case "none" -> rules;
            default -> rules - 1;
        };
    }

    private Content content() {
        return new Content(message, Map.of(), message.body());
    }

    /** Returns the rule, of a content that nobody has asked before. */
    @Benchmark
    public @Nullable Object match() {
        return rules.first(content());
    }
}
