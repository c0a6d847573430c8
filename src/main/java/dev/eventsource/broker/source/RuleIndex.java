package dev.eventsource.broker.source;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.channel.PatternIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rules by exchange, routing key and headers: of how many there are, only those that a message's words and headers lead to are
 * looked at. Filled when it is made and never changed, so any thread may ask.
 */
final class RuleIndex {
    private final Map<String, PatternIndex<SameKey>> byExchange = new HashMap<>();
    private final PatternIndex<SameKey> ofAny = new PatternIndex<>();

    /** Of rules in their order. */
    RuleIndex(List<Rule> rules) {
        Map<ExchangeAndKey, SameKey> keys = new HashMap<>();
        for (Rule rule : rules) {
            keys.computeIfAbsent(new ExchangeAndKey(rule.exchange(), rule.key()), this::sameKey)
                    .add(rule);
        }
    }

    private SameKey sameKey(ExchangeAndKey which) {
        SameKey rules = new SameKey();
        String exchange = which.exchange();
        (exchange == null ? ofAny : byExchange.computeIfAbsent(exchange, any -> new PatternIndex<>()))
                .add(which.key(), rules);
        return rules;
    }

    /** What the rules of one {@link SameKey} are for. */
    private record ExchangeAndKey(@Nullable String exchange, ChannelPattern key) {}

    /** Takes the rule of the lowest number that fits. */
    private static final class First implements Consumer<SameKey> {
        private final Content content;
        private @Nullable Rule rule;

        private First(Content content) {
            this.content = content;
        }

        @Override
        public void accept(SameKey next) {
            rule = next.first(content, rule);
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
        PatternIndex<SameKey> own = byExchange.get(content.arrival().exchange());
        if (own != null) {
            own.match(content.words(), first);
        }
        if (!ofAny.isEmpty()) {
            ofAny.match(content.words(), first);
        }
        return first.rule;
    }
}
