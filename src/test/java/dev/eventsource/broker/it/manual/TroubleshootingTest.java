package dev.eventsource.broker.it.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever searches the manual for what the broker said finds it there, word for word. */
class TroubleshootingTest {
    private static final String PAGE =
            Manual.read(Manual.SITE.resolve("troubleshooting.md")).markdown().replaceAll("\\s+", " ");

    @Test
    void hasEveryWarningOfTheLog() {
        assertHas(Said.warnings(), 30);
    }

    @Test
    void hasEveryProblemThatIsNotTheCallsOwnFault() {
        assertHas(Said.problems(), 30);
    }

    @Test
    void hasEveryReasonByItsWord() {
        assertHas(
                Stream.of(
                                "channel/ResetReason.java",
                                "event/RefusalReason.java",
                                "stream/TurnAway.java",
                                "access/Unproven.java")
                        .flatMap(Said::constants)
                        .map(said -> new Said(said.file(), "`" + said.words() + "`"))
                        .toList(),
                25);
    }

    /** Some stand at the beginning of a sentence here. */
    private static void assertHas(List<Said> said, int atLeast) {
        assertThat(said).hasSizeGreaterThanOrEqualTo(atLeast);
        String page = PAGE.toLowerCase(Locale.ROOT);
        assertThat(said.stream().filter(one -> !page.contains(one.words().toLowerCase(Locale.ROOT))))
                .as("what the source says and the page does not")
                .isEmpty();
    }
}
