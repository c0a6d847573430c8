package dev.eventsource.broker.it.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users read hangs together, and what no test runs of it is known. */
class ManualTest {
    /** What is pasted into a shell is {@code sh}, so that a test runs it; the others are not commands. */
    private static final Set<String> LANGUAGES =
            Set.of("sh", "python", "js", "html", "json", "http", "yaml", "promql", "text");

    private static final Pattern COMMAND =
            Pattern.compile("(?m)^(?:\\$ )?(curl|mvn|java|npm|node|python3|ruby|mongosh|bin/\\w+) ");
    private static final Pattern IN_PASSING =
            Pattern.compile("`(curl|mvn|java|npm|node|python3|ruby|mongosh|bin/\\S+) [^`]*`");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+[a-z](?:Test|IT))`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern ANCHOR = Pattern.compile("(?m)^<a id=\"([^\"]*)\"></a>$");

    static Stream<Manual> pages() {
        return Manual.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandIsMarkedAsOne(Manual page) {
        assertThat(page.blocks()).extracting(Manual.Block::language).isSubsetOf(LANGUAGES);
        assertThat(page.blocks())
                .filteredOn(block -> !block.language().equals("sh"))
                .noneMatch(block -> COMMAND.matcher(block.code()).find());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyMarkThatSomethingIsNotRunStandsBeforeACommand(Manual page) {
        long marks =
                page.markdown().lines().filter(line -> line.contains("<!--")).count();
        assertThat(page.commands().stream().filter(command -> !command.isRun())).hasSize((int) marks);
    }

    /** Whoever adds one that no test can run adds it here too. */
    @Test
    void tellsWhichCommandsNoTestRuns(TestReporter reporter) {
        List<Manual.Block> notRun = pages().flatMap(page -> page.commands().stream())
                .filter(command -> !command.isRun())
                .toList();
        notRun.forEach(command -> reporter.publishEntry(
                "not run, " + command.notRun(), command.code().strip()));
        assertThat(notRun.stream().flatMap(command -> command.code().lines()).map(ManualTest::program))
                .containsOnly(
                        "mvn",
                        "env",
                        "server-config/stop-node.sh",
                        "mongosh",
                        "mongodump",
                        "mongorestore",
                        "rabbitmqctl",
                        "rabbitmqadmin",
                        "docker",
                        "kubectl",
                        "java");
    }

    /** Maven's are about this build, which cannot run itself; all others are to be blocks, which are run. */
    @ParameterizedTest
    @MethodSource("pages")
    void noCommandIsNamedInPassingButMavens(Manual page) {
        assertThat(IN_PASSING.matcher(page.markdown()).results().map(command -> command.group(1)))
                .allMatch(program -> program.equals("mvn"));
    }

    /** Whoever reads that a test shows something finds that test. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyTestThatIsNamedIsThere(Manual page) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            Set<String> there = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            assertThat(TEST.matcher(page.markdown()).results().map(named -> named.group(1) + ".java"))
                    .allMatch(there::contains);
        }
    }

    private static String program(String line) {
        return Stream.of(line.split(" "))
                .filter(word -> !word.contains("=") || word.contains("/"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Manual page) {
        assertThat(LINK.matcher(page.markdown()).results()).allSatisfy(link -> {
            Path file = link.group(1).isEmpty()
                    ? page.file()
                    : page.file().resolveSibling(link.group(1)).normalize();
            assertThat(file).exists();
            if (link.group(2) != null) {
                assertThat(anchors(Manual.read(file))).contains(link.group(2));
            }
        });
    }

    /** The site is made of these pages alone, and its menu names each. */
    @Test
    void theSitesMenuHasEveryPage() throws Exception {
        String menu = Files.readString(Path.of("src", "site", "site.xml"));
        assertThat(pages().map(Manual::file).filter(file -> !file.equals(Manual.README)))
                .allSatisfy(file -> assertThat(menu)
                        .contains("href=\"" + file.getFileName().toString().replace(".md", ".html") + '"'));
    }

    /** Said in so many words, for GitHub and the site make different ones of headings. */
    private static List<String> anchors(Manual page) {
        return ANCHOR.matcher(page.markdown())
                .results()
                .map(anchor -> anchor.group(1))
                .toList();
    }
}
