package dev.eventsource.broker.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedAnswersTest {
    private final SharedAnswers shared = new SharedAnswers();

    @Test
    void keepsOneCopyOfWhatIsTheSameForAll() {
        byte[] first = {1, 2};
        assertThat(shared.find("\"a\"", "no-cache", first)).isSameAs(first);
        assertThat(shared.find("\"a\"", "no-cache", new byte[] {1, 2})).isSameAs(first);
        assertThat(shared.find("\"a\"", "no-cache", new byte[] {1})).isNull();
        assertThat(shared.find(null, null, first)).isNull();
    }

    /** Lists of who subscribes have a new tag after each update. */
    @Test
    void keepsNothingThatIsPrivate() {
        for (int i = 0; i < 64; i++) {
            assertThat(shared.find("\"" + i + "\"", "private, no-cache, must-revalidate", new byte[] {1}))
                    .isNull();
        }
        assertThat(shared.find("\"a\"", "no-cache", new byte[] {1})).isNotNull();
    }

    @Test
    void isBounded() {
        for (int i = 0; i < 64; i++) {
            assertThat(shared.find("\"" + i + "\"", null, new byte[] {1})).isNotNull();
        }
        assertThat(shared.find("\"another\"", null, new byte[] {1})).isNull();
        assertThat(shared.find("\"0\"", null, new byte[] {1})).isNotNull();
    }
}
