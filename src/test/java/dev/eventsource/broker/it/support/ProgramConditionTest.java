package dev.eventsource.broker.it.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

class ProgramConditionTest {
    private final @Nullable String requireReal = System.getProperty(Requirement.REQUIRE_REAL);

    @Retention(RetentionPolicy.RUNTIME)
    @RequiresProgram(
            value = {"sh", "no-such-program another-one"},
            howToGetIt = "write it")
    private @interface RequiresTheImpossible {}

    @Retention(RetentionPolicy.RUNTIME)
    @RequiresProgram(
            value = {"sh", "no-such-program sh"},
            howToGetIt = "it is there")
    private @interface RequiresAShell {}

    @Retention(RetentionPolicy.RUNTIME)
    @RequiresProgram(value = "no-such-program", howToGetIt = "buy it", isEverywhere = false)
    private @interface RequiresTheRare {}

    @RequiresTheRare
    private static final class Rare {}

    @RequiresTheImpossible
    private static final class Impossible {}

    @RequiresAShell
    private static final class Possible {}

    @BeforeEach
    void allowSkipping() {
        System.setProperty(Requirement.REQUIRE_REAL, "false");
    }

    @AfterEach
    void restore() {
        if (requireReal == null) {
            System.clearProperty(Requirement.REQUIRE_REAL);
        } else {
            System.setProperty(Requirement.REQUIRE_REAL, requireReal);
        }
    }

    @Test
    void runsWhatHasAllItNeeds() {
        assertThat(evaluate(Possible.class).isDisabled()).isFalse();
        assertThat(evaluate(Object.class).isDisabled()).isFalse();
    }

    @Test
    void skipsAndSaysWhatIsMissingAndHowToGetIt() {
        ConditionEvaluationResult result = evaluate(Impossible.class);
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("no-such-program", "write it"));
    }

    @Test
    void failsInsteadWhereEverythingIsRequired() {
        System.setProperty(Requirement.REQUIRE_REAL, "true");
        assertThatIllegalStateException()
                .isThrownBy(() -> evaluate(Impossible.class))
                .withMessageContaining("no-such-program");
    }

    @Test
    void skipsWhatNeedsWhatCannotBeHadEverywhere() {
        System.setProperty(Requirement.REQUIRE_REAL, "true");
        assertThat(evaluate(Rare.class).getReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("no-such-program", "buy it"));
    }

    private static ConditionEvaluationResult evaluate(Class<?> test) {
        return ProgramCondition.evaluate(Optional.of(test));
    }
}
