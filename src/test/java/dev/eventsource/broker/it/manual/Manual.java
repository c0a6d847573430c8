package dev.eventsource.broker.it.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page that users read: the README or one of the site's.
 *
 * @param markdown its text
 */
record Manual(Path file, String markdown) {
    static final Path README = Path.of("README.md");
    static final Path SITE = Path.of("src", "site", "markdown");

    private static final Pattern BLOCK = Pattern.compile(
            "(?:^<!-- not run: ([^\\n]*) -->\\n)?^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    /**
     * A piece of code.
     *
     * @param notRun why no test can run it; empty where one does
     */
    record Block(String language, String code, String notRun) {
        private static Block of(MatchResult match) {
            return new Block(match.group(2), match.group(3), match.group(1) == null ? "" : match.group(1));
        }

        boolean isRun() {
            return notRun.isEmpty();
        }
    }

    static Stream<Manual> pages() {
        try (Stream<Path> files = Files.list(SITE)) {
            List<Path> site = files.sorted().toList();
            return Stream.concat(Stream.of(README), site.stream()).map(Manual::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Manual read(Path file) {
        try {
            return new Manual(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Block> blocks() {
        return BLOCK.matcher(markdown).results().map(Block::of).toList();
    }

    /** What is to be pasted into a shell, in the page's order. */
    List<Block> commands() {
        return blocks("sh");
    }

    List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
