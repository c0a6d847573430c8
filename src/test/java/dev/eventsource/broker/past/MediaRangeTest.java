package dev.eventsource.broker.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which form a page of events is answered. */
class MediaRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*|JSON",
                "application/json|JSON",
                "text/event-stream|EVENT_STREAM",
                "Text/Event-Stream; charset=utf-8|EVENT_STREAM",
                "text/*|EVENT_STREAM",
                "text/html,application/xhtml+xml,*/*;q=0.8|JSON",
                "application/json;q=0.5, text/event-stream|EVENT_STREAM",
                "text/event-stream;q=0.5, application/json|JSON",
                "text/event-stream;q=0, */*|JSON",
                "application/json;q=0, */*|EVENT_STREAM",
            })
    void isAsTheCallerAccepts(String accept, PastForm form) {
        assertThat(PastForm.wanted(Collections.enumeration(List.of(accept)))).isEqualTo(form);
    }

    @Test
    void isJsonWhereTheCallerSaysNothing() {
        assertThat(PastForm.wanted(null)).isEqualTo(PastForm.JSON);
        assertThat(PastForm.wanted(Collections.emptyEnumeration())).isEqualTo(PastForm.JSON);
    }

    @ParameterizedTest
    @CsvSource({"text/html", "image/*", "*/*;q=0"})
    void isNoneWhereNeitherWillDo(String accept) {
        assertThatThrownBy(() -> PastForm.wanted(Collections.enumeration(List.of(accept))))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        problem -> assertThat(problem.getResponse().getStatus()).isEqualTo(406));
    }
}
