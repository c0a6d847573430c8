package dev.eventsource.broker.topic;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes a regular expression of a URI Template: RFC 6570, section 2. */
final class UriTemplate {
    /** Characters that a literal may not have: RFC 6570, section 2.1. */
    private static final String NO_LITERALS = " \"%'<>\\^`{|}";

    private static final String SMALLER =
            "A URI Template takes no more variables and prefixes than can be matched quickly; take fewer of them.";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String text;
    private final StringBuilder expression = new StringBuilder();

    private UriTemplate(String text) {
        this.text = text;
    }

    /**
     * The expression that matches whatever the template expands to, behind what it begins with; null where the text is no template,
     * or one without variables.
     *
     * @param literals how many characters it begins with that stand for themselves
     * @throws IllegalArgumentException where it is a template that would take too much to match
     */
    static @Nullable Pattern compile(String text, int literals) {
        if (text.indexOf('{') < 0) {
            return null;
        }
        UriTemplate template = new UriTemplate(text);
        if (!template.isRead(literals)) {
            return null;
        }
        return SmallExpression.compile(template.expression, SMALLER);
    }

    /** False where it is not well-formed. */
    private boolean isRead(int literals) {
        int at = 0;
        while (at < text.length()) {
            if (at == literals) {
                expression.setLength(0);
            }
            int end = text.charAt(at) == '{' ? addExpression(at) : addLiteral(at);
            if (end < 0) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private int addExpression(int start) {
        int end = text.indexOf('}', start);
        String regex = end < 0 ? null : TemplateExpression.regex(text.substring(start + 1, end));
        if (regex == null) {
            return -1;
        }
        expression.append(regex);
        SmallExpression.requireShort(expression, SMALLER);
        return end + 1;
    }

    private int addLiteral(int at) {
        int c = text.codePointAt(at);
        if (isEncoded(at)) {
            expression.append(text, at, at + 3);
            return at + 3;
        }
        if (c < 0x80 && (c < ' ' || NO_LITERALS.indexOf(c) >= 0)) {
            return -1;
        }
        String literal = Character.toString(c);
        if (c < 0x80) {
            expression.append(Pattern.quote(literal));
        } else {
            expression
                    .append("(?:")
                    .append(literal)
                    .append('|')
                    .append(encoded(literal))
                    .append(')');
        }
        return at + literal.length();
    }

    private boolean isEncoded(int at) {
        return at + 2 < text.length()
                && text.charAt(at) == '%'
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    private static String encoded(String literal) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : literal.getBytes(StandardCharsets.UTF_8)) {
            encoded.append('%').append(HEX.toHexDigits(b));
        }
        return encoded.toString();
    }
}
