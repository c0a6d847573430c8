package dev.eventsource.broker.topic;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Compiles regular expressions that do not take too much to match. Stateless. */
final class SmallExpression {
    /** What a selector must not compile to more than, in characters of the expression. */
    private static final int MOST_EXPRESSION = 16 << 10;

    /** In steps for each character of a topic. */
    private static final int MOST_STEPS = 1_000;

    /** Each of what is counted is compiled by itself, to more than twenty steps where it is a character of a URI. */
    private static final int MOST_COUNTED = MOST_STEPS / 20;

    private static final Pattern COUNTED = Pattern.compile("\\{(?:[0-9]+,)?([0-9]+),?}");

    private SmallExpression() {}

    /** The expression; {@link IllegalArgumentException} with what to do where it would take too much, or is none. */
    static Pattern compile(CharSequence expression, String whatToChange) {
        try {
            if (isSmall(expression)) {
                Pattern pattern = Pattern.compile(expression.toString());
                if (pattern.programSize() <= MOST_STEPS) {
                    return pattern;
                }
            }
        } catch (PatternSyntaxException tooLarge) {
            // Said below.
        }
        throw new IllegalArgumentException(whatToChange);
    }

    /** What would be too large is not even compiled. */
    private static boolean isSmall(CharSequence expression) {
        int counted = 0;
        Matcher count = COUNTED.matcher(expression);
        while (count.find()) {
            counted += Integer.parseInt(count.group(1));
        }
        return counted <= MOST_COUNTED && expression.length() <= MOST_EXPRESSION;
    }

    /** As {@link #compile}, for one that is not whole yet. */
    static void requireShort(CharSequence expression, String whatToChange) {
        if (expression.length() > MOST_EXPRESSION) {
            throw new IllegalArgumentException(whatToChange);
        }
    }
}
