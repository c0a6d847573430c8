package dev.eventsource.broker.source;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rules that a benchmark asks; of each, one message is another's. */
enum RuleSet {
    ONE("1 rule, key with *", 1, "'key':'orders.*.kind-%d'"),
    EXACT("1,000 keys without wildcards", 1_000, "'key':'orders.7.kind-%d'"),
    STAR("1,000 keys with *", 1_000, "'key':'orders.*.kind-%d'"),
    HASH("1,000 keys with # twice", 1_000, "'key':'orders.#.kind-%d.#'"),
    MIXED("1,000 keys of six shapes", 1_000, ""),
    HEADER("1,000 headers, one key", 1_000, "'key':'orders.#','header':{'kind':'kind-%d'}"),
    HEADERS("1,000 pairs of headers, one key", 1_000, "'header':{'app':'shop','kind':'kind-%d'}");

    /** In turn; the last words tell them apart. */
    private static final String[] SHAPES = {
        "orders.7.kind-%d", "orders.*.kind-%d", "orders.#.kind-%d", "#.kind-%d", "*.*.kind-%d.#", "orders.7.#.kind-%d"
    };

    private final String words;
    private final int count;
    private final String matching;

    RuleSet(String words, int count, String matching) {
        this.words = words;
        this.count = count;
        this.matching = matching;
    }

    String words() {
        return words;
    }

    int count() {
        return count;
    }

    /**
     * The file.
     *
     * @param makes what each rule makes, as members of it
     */
    String file(String makes) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{" + matching(i) + "," + makes + "}")
                .collect(Collectors.joining(",", "{'sources':[{'exchange':'orders'}],'rules':[", "]}"))
                .replace('\'', '"');
    }

    private String matching(int number) {
        String which = this == MIXED ? "'key':'" + SHAPES[number % SHAPES.length] + "'" : matching;
        return which.formatted(number);
    }

    /** The rules, read. */
    Rules read(String makes) {
        try {
            return new RulesJson("eventsource.fanout").read(file(makes));
        } catch (InvalidRules e) {
            throw new IllegalStateException(e);
        }
    }
}
