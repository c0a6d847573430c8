package dev.eventsource.broker.source;

import dev.eventsource.broker.channel.PatternIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rules by exchange and routing key: of how many there are, only those whose keys match are looked at. Filled when it is made and
 * never changed, so any thread may ask.
 */
final class RuleIndex {
    private final Map<String, PatternIndex<Rule>> byExchange = new HashMap<>();
    private final PatternIndex<Rule> ofAny = new PatternIndex<>();

    RuleIndex(List<Rule> rules) {
        for (Rule rule : rules) {
            String exchange = rule.exchange();
            PatternIndex<Rule> index =
                    exchange == null ? ofAny : byExchange.computeIfAbsent(exchange, any -> new PatternIndex<>());
            index.add(rule.key(), rule);
        }
    }

    /** Takes the rule of the lowest number that fits. */
    private static final class First implements Consumer<Rule> {
        private final Content content;
        private @Nullable Rule rule;

        private First(Content content) {
            this.content = content;
        }

        @Override
        public void accept(Rule next) {
            Rule before = rule;
            if ((before == null || next.number() < before.number()) && next.fits(content)) {
                rule = next;
            }
        }
    }

    /** How many nodes a message may come by for each word of its key, at most. */
    int searched() {
        return ofAny.searched()
                + byExchange.values().stream()
                        .mapToInt(PatternIndex::searched)
                        .max()
                        .orElse(0);
    }

    /** The first of the rules that matches; null: none. */
    @Nullable
    Rule first(Content content) {
        First first = new First(content);
        PatternIndex<Rule> own = byExchange.get(content.arrival().exchange());
        if (own != null) {
            own.match(content.words(), first);
        }
        if (!ofAny.isEmpty()) {
            ofAny.match(content.words(), first);
        }
        return first.rule;
    }
}
