package dev.eventsource.broker.topic;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One expression of a URI Template, such as <code>{?page,size}</code>: RFC 6570, sections 2.2 to 2.4 and 3.2. Any of its
 * variables may be undefined, a string, a list or pairs. What stands in a value is percent-encoded, or beyond ASCII, which an
 * IRI writes as it is.
 *
 * @param operator as the template says it; empty: none
 * @param first what stands in front, where any variable is defined
 * @param separator between them
 * @param character the expression of one character of a value
 */
record TemplateExpression(String operator, String first, String separator, String character) {
    private static final String PLAIN = "[A-Za-z0-9._~\\x{A0}-\\x{10FFFF}-]";
    private static final String RESERVED = "[A-Za-z0-9._~:/?#@!$&'()*+,;=\\[\\]\\x{A0}-\\x{10FFFF}-]";
    private static final String ENCODED = "%[0-9A-Fa-f]{2}";

    /** One character as its bytes in UTF-8. */
    private static final String ENCODED_WHOLE = "%[0-7][0-9A-Fa-f]|%[C-Dc-d][0-9A-Fa-f]%[89ABab][0-9A-Fa-f]"
            + "|%[Ee][0-9A-Fa-f](?:%[89ABab][0-9A-Fa-f]){2}|%[Ff][0-7](?:%[89ABab][0-9A-Fa-f]){3}";

    private static final String VARIABLE = "(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})";
    private static final Pattern VARIABLES = Pattern.compile("([+#./;?&]?)(V(?:\\.?V)*M(?:,V(?:\\.?V)*M)*)"
            .replace("V", VARIABLE)
            .replace("M", "(?:\\*|:[1-9][0-9]{0,3})?"));

    /** The longest prefix, in characters: each has to be counted. */
    private static final int LONGEST_PREFIX = 100;

    /** Of those that have to be written out for each that may come first. */
    private static final int MOST_WRITTEN_OUT = 16;

    /** A variable with its modifier. */
    private record Variable(String name, boolean isExploded, int prefix) {
        static Variable of(String spec) {
            int colon = spec.indexOf(':');
            boolean exploded = spec.endsWith("*");
            String name = exploded ? spec.substring(0, spec.length() - 1) : colon < 0 ? spec : spec.substring(0, colon);
            return new Variable(name, exploded, colon < 0 ? 0 : Integer.parseInt(spec.substring(colon + 1)));
        }
    }

    /** The regular expression of what an expression, without its braces, expands to; null where it is not well-formed. */
    static @Nullable String regex(String text) {
        Matcher form = VARIABLES.matcher(text);
        if (!form.matches()) {
            return null;
        }
        List<Variable> variables = new ArrayList<>();
        for (String spec : form.group(2).split(",", -1)) {
            variables.add(Variable.of(spec));
        }
        return of(form.group(1)).regex(variables);
    }

    private static TemplateExpression of(String operator) {
        return switch (operator) {
            case "+" -> new TemplateExpression(operator, "", ",", RESERVED);
            case "#" -> new TemplateExpression(operator, "#", ",", RESERVED);
            case "?" -> new TemplateExpression(operator, "\\?", "&", PLAIN);
            case "." -> new TemplateExpression(operator, "\\.", "\\.", PLAIN);
            case "/", ";", "&" -> new TemplateExpression(operator, operator, operator, PLAIN);
            default -> new TemplateExpression(operator, "", ",", PLAIN);
        };
    }

    private boolean isNamed() {
        return List.of(";", "?", "&").contains(operator);
    }

    /** Each may be missing; where the first is set off as the others are, that is all that there is to say. */
    private String regex(List<Variable> variables) {
        if (first.equals(separator)) {
            StringBuilder all = new StringBuilder();
            variables.forEach(
                    one -> all.append("(?:").append(first).append(value(one)).append(")?"));
            return all.toString();
        }
        return "(?:" + first + (isNamed() || areAllPrefixes(variables) ? writtenOut(variables) : list(variables))
                + ")?";
    }

    private static boolean areAllPrefixes(List<Variable> variables) {
        return variables.stream().allMatch(one -> one.prefix() > 0);
    }

    /** One of them may be a list, whose commas are as those between them. */
    private String list(List<Variable> variables) {
        return variables.stream().anyMatch(Variable::isExploded) ? exploded() : listed();
    }

    private String writtenOut(List<Variable> variables) {
        if (variables.size() > MOST_WRITTEN_OUT) {
            throw new IllegalArgumentException(
                    "An expression of a URI Template takes at most %d variables here; take fewer of them."
                            .formatted(MOST_WRITTEN_OUT));
        }
        List<String> ways = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            StringBuilder way = new StringBuilder(value(variables.get(i)));
            variables
                    .subList(i + 1, variables.size())
                    .forEach(one -> way.append("(?:")
                            .append(separator)
                            .append(value(one))
                            .append(")?"));
            ways.add(way.toString());
        }
        return "(?:" + String.join("|", ways) + ")";
    }

    private String value(Variable variable) {
        if (variable.isExploded()) {
            return exploded();
        }
        String value = variable.prefix() > 0 ? prefix(variable.prefix()) : listed();
        if (!isNamed()) {
            return value;
        }
        return Pattern.quote(variable.name()) + (operator.equals(";") ? "(?:=" + value + ")?" : "=" + value);
    }

    /** A string, or a list or pairs with commas between. */
    private String listed() {
        return "(?:" + character + "|" + ENCODED + "|,)*";
    }

    private String prefix(int length) {
        if (length > LONGEST_PREFIX) {
            throw new IllegalArgumentException(
                    "A prefix in a URI Template takes at most %d characters here; take a shorter one."
                            .formatted(LONGEST_PREFIX));
        }
        return "(?:" + character + "|" + ENCODED_WHOLE + "){0," + length + "}";
    }

    private String exploded() {
        String text = "(?:" + character + "|" + ENCODED + ")*";
        String item = switch (operator) {
            case "?", "&" -> text + "=" + text;
            default -> text + "(?:=" + text + ")?";
        };
        return item + "(?:" + separator + item + ")*";
    }
}
