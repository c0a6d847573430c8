package dev.eventsource.broker.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String VALID = "00-" + TRACE + "-" + SPAN + "-01";

    @AfterEach
    void end() {
        TraceParent.end();
    }

    @Test
    void isSaidUntilTheWorkIsDone() {
        assertThat(TraceParent.inWords()).isEmpty();
        TraceParent.begin(VALID);
        assertThat(TraceParent.inWords()).isEqualTo(" (traceparent " + VALID + ")");
        TraceParent.end();
        assertThat(TraceParent.inWords()).isEmpty();
    }

    /** Trace Context, section 4.3: what is known of it counts. */
    @Test
    void isSaidOfALaterVersionAsFarAsItIsKnown() {
        String later = "01-" + TRACE + "-" + SPAN + "-00";
        TraceParent.begin(later + "-and more\n");
        assertThat(TraceParent.inWords()).isEmpty();
        TraceParent.begin(later + "-and more");
        assertThat(TraceParent.inWords()).isEqualTo(" (traceparent " + later + ")");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "a line\nof the log",
                VALID + "-more",
                VALID + "0",
                " " + VALID,
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN,
                "0-" + TRACE + "-" + SPAN + "-01"
            })
    void isLeftOutWhereItIsNone(String value) {
        TraceParent.begin(value);
        assertThat(TraceParent.inWords()).isEmpty();
    }
}
