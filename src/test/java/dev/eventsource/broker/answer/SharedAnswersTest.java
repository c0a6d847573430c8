package dev.eventsource.broker.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedAnswersTest {
    private final SharedAnswers shared = new SharedAnswers();

    @Test
    void keepsOneCopyOfWhatIsTheSameForAll() {
        byte[] first = {1, 2};
        assertThat(shared.find("\"a\"", first)).isSameAs(first);
        assertThat(shared.find("\"a\"", new byte[] {1, 2})).isSameAs(first);
        assertThat(shared.find("\"a\"", new byte[] {1})).isNull();
        assertThat(shared.find(null, first)).isNull();
    }

    @Test
    void isBounded() {
        for (int i = 0; i < 64; i++) {
            assertThat(shared.find("\"" + i + "\"", new byte[] {1})).isNotNull();
        }
        assertThat(shared.find("\"another\"", new byte[] {1})).isNull();
        assertThat(shared.find("\"0\"", new byte[] {1})).isNotNull();
    }
}
