package dev.eventsource.broker.topic;

import com.google.re2j.Pattern;

/**
 * A part of a component of a URL pattern: URL Pattern Standard, section 2.2.
 *
 * @param prefix and {@code suffix}, which stand around each time that it comes, encoded
 * @param expression what it matches between them, as RE2 has it; empty: there is nothing between
 * @param modifier how often it may come: once, or as {@code ?}, {@code +} and {@code *} say
 */
record PatternPart(String prefix, String expression, String suffix, String modifier) {
    static PatternPart fixed(String text, String modifier) {
        return new PatternPart(text, "", "", modifier);
    }

    /** Of one that comes once. */
    String regexBehindPrefix() {
        return expression + Pattern.quote(suffix);
    }

    /** Section 2.3, "generate a regular expression and name list", without names. */
    String regex() {
        String before = Pattern.quote(prefix);
        String after = Pattern.quote(suffix);
        if (modifier.isEmpty()) {
            return before + regexBehindPrefix();
        }
        if (expression.isEmpty() || (prefix.isEmpty() && suffix.isEmpty())) {
            return "(?:" + before + expression + ")" + modifier;
        }
        if (modifier.equals("?")) {
            return "(?:" + before + expression + after + ")?";
        }
        String repeated = before + expression + "(?:" + after + before + expression + ")*" + after;
        return modifier.equals("+") ? repeated : "(?:" + repeated + ")?";
    }
}
