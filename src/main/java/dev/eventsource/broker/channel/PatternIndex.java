package dev.eventsource.broker.channel;

import java.util.List;
import java.util.function.Consumer;

/**
 * Things by patterns, so that those whose patterns match a name are found word by word, however many others there are: a
 * tree of the patterns' words, with edges of their own for {@code *} and {@code #}. All ways that a name can take are gone at
 * the same time. However patterns and name are made, it comes by no more nodes than the patterns have words, each and one
 * more, and for each word of the name and one more, than there are nodes that are {@link #searched}.
 *
 * <p>Not safe by itself: {@link Channels}' lock guards that of streams. One that does not change any more any thread may ask.
 */
public final class PatternIndex<T> {
    private final PatternNode<T> root = PatternNode.root();
    private int size;
    private int searched;

    /** One with nothing in it yet. */
    public PatternIndex() {}

    public boolean isEmpty() {
        return root.isUnused();
    }

    /** How many things there are. */
    int size() {
        return size;
    }

    /** How many nodes there are from a first {@code #} to the last one behind it: each may be come to at any word of a name. */
    public int searched() {
        return searched;
    }

    /** How many of these some patterns have, where there are no others. */
    static int searched(List<ChannelPattern> patterns) {
        PatternIndex<ChannelPattern> alone = new PatternIndex<>();
        patterns.forEach(pattern -> alone.add(pattern, pattern));
        return alone.searched();
    }

    /** Adds something by its pattern. */
    public void add(ChannelPattern pattern, T value) {
        List<String> words = pattern.words();
        PatternNode<T> node = root;
        searched += root.count(words, 1);
        for (int i = 0; i < words.size(); i++) {
            node = node.with(words.get(i));
            searched += node.count(words.subList(i + 1, words.size()), 1);
        }
        node.values().add(value);
        size++;
    }

    /** Removes what was added, and the nodes that nothing else goes by. */
    void remove(ChannelPattern pattern, T value) {
        remove(root, pattern.words(), value);
        size--;
    }

    private void remove(PatternNode<T> node, List<String> words, T value) {
        searched += node.count(words, -1);
        if (words.isEmpty()) {
            node.values().remove(value);
            return;
        }
        PatternNode<T> child = node.get(words.get(0));
        if (child != null) {
            remove(child, words.subList(1, words.size()), value);
            if (child.isUnused()) {
                node.set(words.get(0), null);
            }
        }
    }

    /** Takes each whose pattern matches a name, once; returns how many nodes it came by for that. */
    public int match(List<String> name, Consumer<T> taker) {
        return PatternWalk.take(root, name, taker);
    }
}
