package dev.eventsource.broker.topic;

import dev.eventsource.broker.topic.PatternToken.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Takes a URL pattern apart: URL Pattern Standard, section 1.6, "constructor string parsing". Used by one thread. */
final class PatternText {
    private final String text;
    private final Predicate<String> isSpecial;
    private final List<PatternToken> tokens;
    private final Map<Component, String> components = new EnumMap<>(Component.class);
    private Component state = Component.NONE_YET;
    private int next;
    private int start;
    private int depth;
    private int brackets;
    private boolean hasSpecialScheme;

    /** A component, or what is read before it is known which it is. */
    enum Component {
        NONE_YET,
        PROTOCOL,
        AUTHORITY,
        USERNAME,
        PASSWORD,
        HOSTNAME,
        PORT,
        PATHNAME,
        SEARCH,
        HASH,
        DONE;

        boolean isBefore(Component other) {
            return compareTo(other) < 0;
        }
    }

    private PatternText(String text, Predicate<String> isSpecial) {
        this.text = text;
        this.isSpecial = isSpecial;
        this.tokens = PatternToken.of(text, true);
    }

    /**
     * The components that a pattern has, or has to be without.
     *
     * @param isSpecial whether a protocol, which may be a pattern, matches a special scheme
     */
    static Map<Component, String> read(String text, Predicate<String> isSpecial) {
        PatternText pattern = new PatternText(text, isSpecial);
        while (pattern.state != Component.DONE) {
            pattern.step();
        }
        if (pattern.components.containsKey(Component.HOSTNAME)) {
            pattern.components.putIfAbsent(Component.PORT, "");
        }
        return pattern.components;
    }

    private void step() {
        if (tokens.get(next).is(Kind.END)) {
            end();
        } else if (isWithinBraces() || !isEnd()) {
            next++;
        }
    }

    private void end() {
        if (state == Component.NONE_YET) {
            next = start;
            Component only = isPlain("#") ? Component.HASH : isSearch() ? Component.SEARCH : Component.PATHNAME;
            change(only, only == Component.PATHNAME ? 0 : 1);
        } else if (state == Component.AUTHORITY) {
            goBackTo(Component.HOSTNAME);
        } else {
            change(Component.DONE, 0);
        }
    }

    /** Nothing ends in braces. */
    private boolean isWithinBraces() {
        if (tokens.get(next).is(Kind.OPEN)) {
            depth++;
            return true;
        }
        if (depth > 0 && tokens.get(next).is(Kind.CLOSE)) {
            depth--;
            return false;
        }
        return depth > 0;
    }

    /** Whether the component ends here, so that another has been begun. */
    private boolean isEnd() {
        return switch (state) {
            case NONE_YET -> isPlain(":") && goBackTo(Component.PROTOCOL);
            case PROTOCOL -> isPlain(":") && endProtocol();
            case AUTHORITY ->
                (isPlain("@") && goBackTo(Component.USERNAME))
                        || ((isPlain("/") || isSearch() || isPlain("#")) && goBackTo(Component.HOSTNAME));
            case USERNAME ->
                isPlain(":") ? change(Component.PASSWORD, 1) : isPlain("@") && change(Component.HOSTNAME, 1);
            case PASSWORD -> isPlain("@") && change(Component.HOSTNAME, 1);
            case HOSTNAME -> isEndOfHost() || isPath() || isBehindPath();
            case PORT -> isPath() || isBehindPath();
            case PATHNAME -> isBehindPath();
            case SEARCH -> isPlain("#") && change(Component.HASH, 1);
            default -> false;
        };
    }

    private boolean isEndOfHost() {
        brackets += isPlain("[") ? 1 : isPlain("]") ? -1 : 0;
        return isPlain(":") && brackets == 0 && change(Component.PORT, 1);
    }

    private boolean isPath() {
        return isPlain("/") && change(Component.PATHNAME, 0);
    }

    private boolean isBehindPath() {
        return (isSearch() && change(Component.SEARCH, 1)) || (isPlain("#") && change(Component.HASH, 1));
    }

    private boolean endProtocol() {
        hasSpecialScheme = isSpecial.test(
                text.substring(tokens.get(start).start(), tokens.get(next).start()));
        boolean hasSlashes = next + 2 < tokens.size()
                && tokens.get(next + 1).isPlain("/")
                && tokens.get(next + 2).isPlain("/");
        return change(hasSlashes || hasSpecialScheme ? Component.AUTHORITY : Component.PATHNAME, hasSlashes ? 3 : 1);
    }

    private boolean isPlain(String character) {
        return tokens.get(next).isPlain(character);
    }

    /** A question mark, but for one that says that what stands before it may be missing. */
    private boolean isSearch() {
        if (isPlain("?")) {
            return true;
        }
        PatternToken before = next == 0 ? tokens.get(tokens.size() - 1) : tokens.get(next - 1);
        return tokens.get(next).value().equals("?")
                && !before.is(Kind.NAME)
                && !before.is(Kind.EXPRESSION)
                && !before.is(Kind.CLOSE)
                && !before.is(Kind.ASTERISK);
    }

    private boolean goBackTo(Component begun) {
        next = start;
        state = begun;
        return true;
    }

    private boolean change(Component begun, int skipped) {
        if (state != Component.NONE_YET && state != Component.AUTHORITY) {
            components.put(
                    state,
                    text.substring(tokens.get(start).start(), tokens.get(next).start()));
        }
        if (state != Component.NONE_YET && begun != Component.DONE) {
            addSkipped(begun);
        }
        state = begun;
        next += skipped;
        start = next;
        return true;
    }

    /** What is left out before the component that begins has to be missing. */
    private void addSkipped(Component begun) {
        if (state.isBefore(Component.HOSTNAME) && Component.HOSTNAME.isBefore(begun)) {
            components.putIfAbsent(Component.HOSTNAME, "");
        }
        if (state.isBefore(Component.PATHNAME) && Component.PATHNAME.isBefore(begun)) {
            components.putIfAbsent(Component.PATHNAME, hasSpecialScheme ? "/" : "");
        }
        if (state.isBefore(Component.SEARCH) && begun == Component.HASH) {
            components.putIfAbsent(Component.SEARCH, "");
        }
    }
}
