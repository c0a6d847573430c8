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
 * Things by patterns, so that those whose patterns match a name are found word by word, however many others there are: a
 * tree of the patterns' words, with edges of their own for {@code *} and {@code #}. All ways that a name can take are gone at
 * the same time, and each node is come by once for each word at most; so a pattern of many {@code #} costs no more than its
 * words times the name's.
 *
 * <p>Not safe by itself: {@link Channels}' lock guards it.
 */
final class PatternIndex<T> {
    private final Node<T> root = new Node<>(false);
    private int size;

    /** Where a beginning of some patterns ends; if that is with {@code #}, any word is taken and leaves it here. */
    private static final class Node<T> {
        private final boolean isAny;
        private final Map<String, Node<T>> next = new HashMap<>(2);
        private @Nullable Node<T> one;
        private @Nullable Node<T> any;
        private final List<T> values = new ArrayList<>(1);

        Node(boolean isAny) {
            this.isAny = isAny;
        }

        boolean isEmpty() {
            return next.isEmpty() && one == null && any == null && values.isEmpty();
        }

        @Nullable
        Node<T> get(String word) {
            return switch (word) {
                case ChannelPattern.ONE -> one;
                case ChannelPattern.ANY -> any;
                default -> next.get(word);
            };
        }

        void set(String word, @Nullable Node<T> node) {
            switch (word) {
                case ChannelPattern.ONE -> one = node;
                case ChannelPattern.ANY -> any = node;
                default -> setNext(word, node);
            }
        }

        private void setNext(String word, @Nullable Node<T> node) {
            if (node == null) {
                next.remove(word);
            } else {
                next.put(word, node);
            }
        }
    }

    /** The nodes that a name has come to, word by word. */
    private static final class Walk<T> {
        private final Set<Node<T>> anys = new HashSet<>();
        private List<Node<T>> reached = new ArrayList<>();
        private int visited;

        void step(String word) {
            List<Node<T>> before = reached;
            reached = new ArrayList<>();
            for (Node<T> node : before) {
                if (node.isAny) {
                    add(node);
                }
                enter(node.next.get(word));
                enter(node.one);
            }
        }

        /** With what is behind it without a word; one of those once come to is not left again. */
        void enter(@Nullable Node<T> node) {
            if (node != null) {
                add(node);
                if (node.any != null && anys.add(node.any)) {
                    add(node.any);
                }
            }
        }

        private void add(Node<T> node) {
            reached.add(node);
            visited++;
        }
    }

    boolean isEmpty() {
        return root.isEmpty();
    }

    /** How many things there are. */
    int size() {
        return size;
    }

    void add(ChannelPattern pattern, T value) {
        Node<T> node = root;
        for (String word : pattern.words()) {
            Node<T> known = node.get(word);
            Node<T> child = known == null ? new Node<>(word.equals(ChannelPattern.ANY)) : known;
            node.set(word, child);
            node = child;
        }
        node.values.add(value);
        size++;
    }

    /** Removes what was added, and the nodes that nothing else goes by. */
    void remove(ChannelPattern pattern, T value) {
        remove(root, pattern.words(), value);
        size--;
    }

    private static <T> void remove(Node<T> node, List<String> words, T value) {
        if (words.isEmpty()) {
            node.values.remove(value);
            return;
        }
        Node<T> child = node.get(words.get(0));
        if (child != null) {
            remove(child, words.subList(1, words.size()), value);
            if (child.isEmpty()) {
                node.set(words.get(0), null);
            }
        }
    }

    /** Takes each whose pattern matches a name, once; returns how many nodes it came by for that. */
    int match(List<String> name, Consumer<T> taker) {
        Walk<T> walk = new Walk<>();
        walk.enter(root);
        name.forEach(walk::step);
        walk.reached.forEach(node -> node.values.forEach(taker));
        return walk.visited;
    }
}
