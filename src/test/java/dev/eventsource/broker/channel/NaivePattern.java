package dev.eventsource.broker.channel;

import java.util.List;

/** What a pattern matches, by trying everything: slow and plain. */
final class NaivePattern {
    private NaivePattern() {}

    static boolean matches(String pattern, String name) {
        return matches(List.of(pattern.split("\\.", -1)), List.of(name.split("\\.", -1)));
    }

    private static boolean matches(List<String> pattern, List<String> name) {
        if (pattern.isEmpty()) {
            return name.isEmpty();
        }
        String first = pattern.get(0);
        List<String> rest = pattern.subList(1, pattern.size());
        if (first.equals("#")) {
            return matches(rest, name) || (!name.isEmpty() && matches(pattern, name.subList(1, name.size())));
        }
        return !name.isEmpty()
                && (first.equals("*") || first.equals(name.get(0)))
                && matches(rest, name.subList(1, name.size()));
    }
}
