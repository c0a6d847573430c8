package dev.eventsource.broker.it.manual;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the broker says to people, as its source has it.
 *
 * @param words with an ellipsis for whatever is put in
 */
record Said(Path file, String words) {
    private static final Path SOURCE = Path.of("src", "main", "java", "dev", "eventsource", "broker");

    private static final String LITERAL = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final String TEXT = "(" + LITERAL + "(?:\\s*\\+\\s*(?:" + LITERAL + "|[\\w.]+(?:\\(\\))?))*)";

    private static final Pattern LOGGED = Pattern.compile("Level\\.(?:WARNING|ERROR),\\s*" + TEXT);
    private static final Pattern PROBLEM = Pattern.compile(
            "(?:Problem\\.(?!badRequest)\\w+|new Unavailable|Unavailable\\.lasting|tooLarge)\\(\\s*" + TEXT);
    private static final Pattern NAMED =
            Pattern.compile("(?:String (?:detail|reason|NO_ANSWER|REFUSED) =|case \\d{3} ->)\\s*" + TEXT);
    private static final Pattern REFUSED = Pattern.compile("(\"Refused [^\"]*\")");
    private static final Pattern CONSTANT = Pattern.compile("(?m)^    ([A-Z_]+)(?:\\((\"[^\"]*\")\\))?[,;]?$");

    private static final Pattern PART = Pattern.compile(LITERAL + "|[\\w.()]+");
    private static final Pattern PUT_IN = Pattern.compile("\\{\\d}|%[sd]");

    /** Lines of the log that somebody should look at. */
    static List<Said> warnings() {
        return Stream.concat(in(sources(), LOGGED), in(sources(), REFUSED)).toList();
    }

    /** Why a call is not done, but for what is wrong with the call itself. */
    static List<Said> problems() {
        Stream<Said> obstacles = constants("publish/Obstacle.java");
        return Stream.of(in(sources(), PROBLEM), in(sources(), NAMED), obstacles)
                .flatMap(said -> said)
                .toList();
    }

    /** The words that an enumeration has for its constants, or their names as they are shown where it has none. */
    static Stream<Said> constants(String file) {
        return CONSTANT.matcher(read(SOURCE.resolve(file)))
                .results()
                .map(constant -> constant.group(2) == null
                        ? constant.group(1).toLowerCase(Locale.ROOT).replace('_', '-')
                        : constant.group(2).replace("\"", ""))
                .map(words -> new Said(Path.of(file), words));
    }

    private static Stream<Said> in(List<Path> files, Pattern pattern) {
        return files.stream()
                .flatMap(file ->
                        pattern.matcher(read(file)).results().map(found -> new Said(file, words(found.group(1)))));
    }

    private static String words(String expression) {
        String joined = PART.matcher(expression)
                .results()
                .map(part -> part.group().startsWith("\"")
                        ? part.group().substring(1, part.group().length() - 1)
                        : "…")
                .collect(joining());
        return PUT_IN.matcher(joined)
                .replaceAll("…")
                .replace("''", "'")
                .replaceAll("…+", "…")
                .strip();
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCE)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
