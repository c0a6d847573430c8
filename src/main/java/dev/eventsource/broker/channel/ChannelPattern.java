package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.FieldRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of channels by their words, as RabbitMQ's topic exchanges know them: words are parted by {@code .} and may be empty,
 * {@code *} is exactly one word, {@code #} any number of them and none too. So {@code orders.*.paid} matches {@code
 * orders.7.paid}, and {@code orders.#} that and {@code orders}. Upper and lower case differ.
 *
 * <p>Unlike RabbitMQ, which takes {@code news*} for a word of five characters, it refuses a word that has one of the two
 * beside anything else: whoever writes that means something that it would not do. A channel of such a name is asked for by
 * its name.
 *
 * <p>Patterns that match the same names by their looks are equal: {@code #.#} is {@code #}, and {@code #.*} is {@code *.#}.
 *
 * @param words never two {@code #} side by side, nor one in front of a {@code *}
 */
public record ChannelPattern(List<String> words) {
    /** The most words that a pattern may have; names may have more. */
    static final int MAX_WORDS = 32;

    static final String ONE = "*";
    static final String ANY = "#";

    public ChannelPattern {
        words = List.copyOf(words);
    }

    /**
     * Reads a pattern of 1 to 255 characters and at most 32 words.
     *
     * @throws IllegalArgumentException where it is none; the message says in one sentence what to change
     */
    public static ChannelPattern parse(String text) {
        require(FieldRules.isName(text), "a pattern takes 1 to 255 characters, none of them a control character");
        List<String> words = wordsOf(text);
        require(words.size() <= MAX_WORDS, "a pattern takes at most 32 words, which '.' parts");
        require(
                words.stream().allMatch(word -> word.length() == 1 || !hasWildcard(word)),
                "in a pattern '*' and '#' stand for whole words, as in 'news.*': put a '.' between them and other characters");
        return new ChannelPattern(inOrder(words));
    }

    private static void require(boolean allowed, String whatToChange) {
        if (!allowed) {
            throw new IllegalArgumentException(whatToChange);
        }
    }

    private static boolean hasWildcard(String word) {
        return word.contains(ONE) || word.contains(ANY);
    }

    /** Of wildcards side by side, those for one word come first, and one for any number of them is enough. */
    private static List<String> inOrder(List<String> words) {
        List<String> ordered = new ArrayList<>();
        boolean any = false;
        for (String word : words) {
            if (any && !word.equals(ONE) && !word.equals(ANY)) {
                ordered.add(ANY);
                any = false;
            }
            if (word.equals(ANY)) {
                any = true;
            } else {
                ordered.add(word);
            }
        }
        if (any) {
            ordered.add(ANY);
        }
        return ordered;
    }

    /** The words of a name or a pattern; at least one, which may be empty. */
    static List<String> wordsOf(String text) {
        return List.of(text.split("\\.", -1));
    }

    /** Whether it is the name's. Takes no more steps than the words of the one times those of the other. */
    public boolean matches(String name) {
        return begins(name) && matchesWords(wordsOf(name));
    }

    /** Whether a name is of any of these; it is taken to words once, however many they are. */
    public static boolean anyMatches(List<ChannelPattern> patterns, String name) {
        List<String> nameWords = null;
        for (ChannelPattern pattern : patterns) {
            if (pattern.begins(name)) {
                nameWords = nameWords == null ? wordsOf(name) : nameWords;
                if (pattern.matchesWords(nameWords)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the first word does not rule it out, which most do where many names are looked at. */
    private boolean begins(String name) {
        String first = words.get(0);
        return first.equals(ONE)
                || first.equals(ANY)
                || (name.startsWith(first) && (name.length() == first.length() || name.charAt(first.length()) == '.'));
    }

    private boolean matchesWords(List<String> nameWords) {
        int word = 0;
        int afterAny = -1;
        int takenByAny = 0;
        for (int i = 0; i < nameWords.size(); ) {
            if (word < words.size() && words.get(word).equals(ANY)) {
                afterAny = ++word;
                takenByAny = i;
            } else if (word < words.size() && matches(words.get(word), nameWords.get(i))) {
                word++;
                i++;
            } else if (afterAny >= 0) {
                // The last of these takes one word more; those before it need not be tried again.
                word = afterAny;
                i = ++takenByAny;
            } else {
                return false;
            }
        }
        return word == words.size()
                || (word == words.size() - 1 && words.get(word).equals(ANY));
    }

    private static boolean matches(String word, String nameWord) {
        return word.equals(ONE) || word.equals(nameWord);
    }

    /** The pattern as it is written. */
    public String text() {
        return String.join(".", words);
    }

    /** Patterns as they are written. */
    public static List<String> texts(List<ChannelPattern> patterns) {
        return patterns.stream().map(ChannelPattern::text).toList();
    }

    @Override
    public String toString() {
        return text();
    }
}
