package dev.eventsource.broker.ledger.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.ledger.event.Answers;
import org.junit.jupiter.api.Test;

class OnceJudgeTest {
    private final Answers answers = new Answers();

    private Iterable<Finding.Kind> judge() {
        return OnceJudge.judge(answers).stream().map(Finding::kind).toList();
    }

    @Test
    void acceptsTheSameAnswerToEveryCallUnderAKey() {
        answers.note("a", "1");
        answers.note("a", "1");
        answers.note("b", "2");
        assertThat(judge()).isEmpty();
    }

    @Test
    void findsAnotherAnswerUnderTheSameKey() {
        answers.note("a", "1");
        answers.note("a", "2");
        assertThat(judge()).containsExactly(Finding.Kind.ANSWERS_DIFFER);
    }

    @Test
    void findsARefusal() {
        answers.note("a", "422 {\n\"detail\":\"another event\"}");
        assertThat(judge()).containsExactly(Finding.Kind.ANSWERS_DIFFER);
    }
}
