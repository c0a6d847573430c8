package dev.eventsource.broker.it.support;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 9457. */
public final class Problems {
    private Problems() {}

    public static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.contentType()).as(answer.toString()).isEqualTo("application/problem+json");
        assertThat(answer.object().getInt("status")).isEqualTo(status);
        assertThat(answer.object().getString("title")).isNotBlank();
        assertThat(answer.object().getString("detail")).isNotBlank();
    }
}
