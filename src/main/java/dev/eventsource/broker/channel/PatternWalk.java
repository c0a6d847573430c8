package dev.eventsource.broker.channel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a {@link PatternIndex} that a name comes to, word by word: no node more than once for each word, and where no
 * {@code #} follows any more, only when so many words are left as some pattern still has.
 */
final class PatternWalk<T> {
    private final Set<PatternNode<T>> anys = new HashSet<>();

    /** Behind a last {@code #}, by the words that are left when it is their turn. */
    private final Map<Integer, List<PatternNode<T>>> later = new HashMap<>();

    private final Consumer<T> taker;
    private List<PatternNode<T>> reached = new ArrayList<>();

    /** What was reached a word before, to be used again: a name costs no list for each of its words. */
    private List<PatternNode<T>> before = new ArrayList<>();

    private int left;
    private int visited;

    private PatternWalk(int words, Consumer<T> taker) {
        this.left = words;
        this.taker = taker;
    }

    /** Takes what matches a name, each once; returns how many nodes it came by for that. */
    static <T> int take(PatternNode<T> root, List<String> name, Consumer<T> taker) {
        PatternWalk<T> walk = new PatternWalk<>(name.size(), taker);
        walk.enter(root);
        name.forEach(walk::step);
        for (PatternNode<T> node : walk.reached) {
            if (!node.isAny()) {
                node.values().forEach(taker);
            }
        }
        return walk.visited;
    }

    private void step(String word) {
        List<PatternNode<T>> spare = before;
        before = reached;
        reached = spare;
        reached.clear();
        if (!later.isEmpty()) {
            before.addAll(later.getOrDefault(left, List.of()));
        }
        left--;
        for (PatternNode<T> node : before) {
            if (node.isAny() && node.isSearching()) {
                add(node);
            }
            enter(node.next(word));
            enter(node.one());
        }
    }

    /** With what is behind it without a word; one of those once come to is not left again. */
    private void enter(@Nullable PatternNode<T> node) {
        if (node != null && node.mayMatch(left)) {
            add(node);
            PatternNode<T> any = node.any();
            if (any != null && anys.add(any)) {
                enterAny(any);
            }
        }
    }

    /** Those that end with it match, whatever follows. */
    private void enterAny(PatternNode<T> any) {
        any.values().forEach(taker);
        if (any.isSearching()) {
            add(any);
        } else {
            visited++;
            for (int words = Math.min(left, any.longestEnd()); words > 0; words--) {
                if (any.endsIn(words)) {
                    visited++;
                    later.computeIfAbsent(words, these -> new ArrayList<>()).add(any);
                }
            }
        }
    }

    private void add(PatternNode<T> node) {
        reached.add(node);
        visited++;
    }
}
