package dev.eventsource.broker.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a beginning of some patterns ends, in a {@link PatternIndex}; if that is with {@code #}, any words are taken here.
 *
 * <p>It knows in front of how many words something ends behind it, so that a name comes by only where it can match.
 */
final class PatternNode<T> {
    private final boolean isAny;
    private final boolean isBehindAny;
    private final Map<String, PatternNode<T>> next = new HashMap<>(2);
    private @Nullable PatternNode<T> one;
    private @Nullable PatternNode<T> any;
    private final List<T> values = new ArrayList<>(1);

    /** How many patterns end so many words behind this, with no {@code #} between. */
    private int[] ends = {};

    /** How many have a {@code #} behind this. */
    private int searching;

    private PatternNode(boolean isAny, boolean isBehindAny) {
        this.isAny = isAny;
        this.isBehindAny = isBehindAny;
    }

    /** Where all patterns begin. */
    static <T> PatternNode<T> root() {
        return new PatternNode<>(false, false);
    }

    boolean isAny() {
        return isAny;
    }

    List<T> values() {
        return values;
    }

    @Nullable
    PatternNode<T> any() {
        return any;
    }

    /** The one that a name's word is the next of, other than {@code *}. */
    @Nullable
    PatternNode<T> next(String word) {
        return next.get(word);
    }

    /** The one behind any word. */
    @Nullable
    PatternNode<T> one() {
        return one;
    }

    /** The one behind a pattern's word, which is there from now on. */
    PatternNode<T> with(String word) {
        PatternNode<T> known = get(word);
        PatternNode<T> child = known == null ? new PatternNode<>(isAny(word), isBehindAny || isAny(word)) : known;
        set(word, child);
        return child;
    }

    private static boolean isAny(String word) {
        return word.equals(ChannelPattern.ANY);
    }

    @Nullable
    PatternNode<T> get(String word) {
        return switch (word) {
            case ChannelPattern.ONE -> one;
            case ChannelPattern.ANY -> any;
            default -> next.get(word);
        };
    }

    void set(String word, @Nullable PatternNode<T> node) {
        switch (word) {
            case ChannelPattern.ONE -> one = node;
            case ChannelPattern.ANY -> any = node;
            default -> setNext(word, node);
        }
    }

    private void setNext(String word, @Nullable PatternNode<T> node) {
        if (node == null) {
            next.remove(word);
        } else {
            next.put(word, node);
        }
    }

    /**
     * Counts patterns that have these words behind this.
     *
     * @param patterns 1, or -1 for one that goes
     * @return by how many nodes there are more that {@link #isSearched}
     */
    int count(List<String> behind, int patterns) {
        boolean was = isSearched();
        if (behind.contains(ChannelPattern.ANY)) {
            searching += patterns;
        } else {
            ends = behind.size() < ends.length ? ends : Arrays.copyOf(ends, behind.size() + 1);
            ends[behind.size()] += patterns;
        }
        return Boolean.compare(isSearched(), was);
    }

    /** Whether no pattern goes by here any more. */
    boolean isUnused() {
        return next.isEmpty() && one == null && any == null && values.isEmpty();
    }

    /** Whether it stands between two {@code #}, or is the first of them: any word of a name may lead here. */
    boolean isSearched() {
        return isBehindAny && searching > 0;
    }

    /** Whether there is a {@code #} behind it, so that it does not matter how many words follow. */
    boolean isSearching() {
        return searching > 0;
    }

    /** Whether something may match behind which so many words follow. */
    boolean mayMatch(int words) {
        return searching > 0 || endsIn(words);
    }

    /** Whether something ends so many words behind it, with no {@code #} between. */
    boolean endsIn(int words) {
        return words < ends.length && ends[words] > 0;
    }

    /** The most words behind it at which something ends, with no {@code #} between. */
    int longestEnd() {
        return ends.length - 1;
    }
}
