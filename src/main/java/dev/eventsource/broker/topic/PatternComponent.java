package dev.eventsource.broker.topic;

import dev.eventsource.broker.topic.PatternToken.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads one component of a URL pattern: URL Pattern Standard, section 2.2, "parse a pattern string". Used by one thread. */
final class PatternComponent {
    /** What ends no component. */
    private static final String ALL = ".*";

    private final List<PatternToken> tokens;
    private final String delimiter;
    private final String slash;
    private final UnaryOperator<String> encode;
    private final List<PatternPart> parts = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final StringBuilder fixed = new StringBuilder();
    private int next;

    private PatternComponent(String text, String delimiter, String slash, UnaryOperator<String> encode) {
        this.tokens = PatternToken.of(text, false);
        this.delimiter = delimiter;
        this.slash = slash;
        this.encode = encode;
    }

    /**
     * What a component matches.
     *
     * @param delimiter what a name does not match; empty: it matches anything
     * @param slash what belongs to a name that it stands before; empty: nothing
     * @param encode encodes what is to be the same
     */
    static List<PatternPart> parse(String text, String delimiter, String slash, UnaryOperator<String> encode) {
        PatternComponent component = new PatternComponent(text, delimiter, slash, encode);
        component.read();
        return component.parts;
    }

    /** Whether it matches anything. */
    static boolean isAll(List<PatternPart> parts) {
        return parts.equals(List.of(new PatternPart("", ALL, "", "")));
    }

    /** The regular expression of some parts. */
    static String regex(List<PatternPart> parts) {
        return parts.stream().map(PatternPart::regex).collect(Collectors.joining());
    }

    private void read() {
        while (!peek(Kind.END)) {
            if (!readNamed() && !readFixed()) {
                readBraces();
            }
        }
        endFixed();
    }

    private boolean peek(Kind kind) {
        return tokens.get(next).is(kind);
    }

    private String take(Kind... kinds) {
        for (Kind kind : kinds) {
            if (peek(kind)) {
                next++;
                return tokens.get(next - 1).value();
            }
        }
        return "";
    }

    /** A name, an expression or an asterisk, perhaps with a character before it that is its prefix. */
    private boolean readNamed() {
        int start = next;
        String before = take(Kind.CHARACTER);
        if (!peek(Kind.NAME) && !peek(Kind.EXPRESSION) && !peek(Kind.ASTERISK)) {
            next = start;
            return false;
        }
        boolean isPrefix = before.equals(slash);
        fixed.append(isPrefix ? "" : before);
        endFixed();
        String expression = readExpression();
        add(isPrefix ? before : "", expression, "", take(Kind.MODIFIER, Kind.ASTERISK));
        return true;
    }

    /** Of what stands between a prefix and a suffix; empty where there is nothing. */
    private String readExpression() {
        boolean isNamed = peek(Kind.NAME);
        String name = take(Kind.NAME);
        if (isNamed && !names.add(name)) {
            throw new IllegalArgumentException("A URL pattern takes a name once; rename ':%s'.".formatted(name));
        }
        if (peek(Kind.EXPRESSION)) {
            String text = take(Kind.EXPRESSION);
            return text.equals(ALL) ? ALL : PatternGroup.read(text);
        }
        if (!isNamed) {
            return take(Kind.ASTERISK).isEmpty() ? "" : ALL;
        }
        return "[^\\n" + delimiter + "]+";
    }

    private boolean readFixed() {
        boolean isFixed = peek(Kind.CHARACTER) || peek(Kind.ESCAPED);
        fixed.append(take(Kind.CHARACTER, Kind.ESCAPED));
        return isFixed;
    }

    private void readBraces() {
        require(Kind.OPEN);
        String prefix = readText();
        String expression = readExpression();
        String suffix = readText();
        require(Kind.CLOSE);
        String modifier = take(Kind.MODIFIER, Kind.ASTERISK);
        if (expression.isEmpty() && modifier.isEmpty()) {
            fixed.append(prefix).append(suffix);
            return;
        }
        endFixed();
        add(prefix, expression, suffix, modifier);
    }

    private void add(String prefix, String expression, String suffix, String modifier) {
        if (!expression.isEmpty() || !prefix.isEmpty()) {
            parts.add(new PatternPart(encode.apply(prefix), expression, encode.apply(suffix), modifier));
        }
    }

    private String readText() {
        StringBuilder text = new StringBuilder();
        while (peek(Kind.CHARACTER) || peek(Kind.ESCAPED)) {
            text.append(take(Kind.CHARACTER, Kind.ESCAPED));
        }
        return text.toString();
    }

    private void require(Kind kind) {
        if (!peek(kind)) {
            throw new IllegalArgumentException(
                    "A URL pattern takes braces around text with one name, asterisk or expression at most, and '?', '+' and '*' behind one of these; correct or escape what is otherwise.");
        }
        next++;
    }

    private void endFixed() {
        if (fixed.length() > 0) {
            parts.add(PatternPart.fixed(encode.apply(fixed.toString()), ""));
            fixed.setLength(0);
        }
    }
}
