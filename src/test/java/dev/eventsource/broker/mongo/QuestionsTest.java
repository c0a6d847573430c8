package dev.eventsource.broker.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.http.Unavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final AtomicLong now = new AtomicLong();
    private final Questions questions = new Questions(threads::add, now::get);
    private final List<String> asked = new ArrayList<>();

    @Test
    void ownersTakeTurns() {
        for (int i = 0; i < 3; i++) {
            ask("busy", "busy " + i);
        }
        ask("another", "another");
        run();
        assertThat(asked).containsExactly("busy 0", "another", "busy 1", "busy 2");
        ask("busy", "again");
        run();
        assertThat(asked).endsWith("again");
    }

    @Test
    void takesSoManyThreadsAtMost() {
        for (int i = 0; i < 10; i++) {
            ask("owner " + i, "question");
        }
        assertThat(threads).hasSize(Questions.AT_ONCE);
        run();
        assertThat(asked).hasSize(10);
    }

    @Test
    void oneOwnerMayNotHaveAllWait() {
        for (int i = 0; i < Questions.MOST_OF_ONE; i++) {
            ask("busy", "question");
        }
        assertIsUnavailable(answer("busy", "one more"));
        CompletableFuture<String> another = answer("another", "another");
        run();
        assertThat(another).isCompletedWithValue("another");
        assertThat(asked).hasSize(Questions.MOST_OF_ONE + 1);
    }

    /** However long another's takes. */
    @Test
    void keepsNoAnswer() {
        var waiting = new AtomicInteger();
        CompletionStage<String> slow = questions.ask("slow", () -> {
            ask("busy", "question");
            run();
            waiting.set(questions.unanswered());
            return "late";
        });
        run();
        assertThat(waiting).hasValue(1);
        assertThat(slow).isCompleted();
        assertThat(questions.unanswered()).isZero();
    }

    @Test
    void soManyWaitAtMostWhoeverAsks() {
        for (int i = 0; i < Questions.MOST; i++) {
            ask("owner " + i, "question");
        }
        assertIsUnavailable(answer("another", "one more"));
        run();
        assertThat(answer("another", "again")).isNotDone();
    }

    @Test
    void aFailureIsAnAnswerAndNoEnd() {
        CompletableFuture<Object> failed = questions
                .ask("one", () -> {
                    throw new Unavailable("MongoDB is away.", null);
                })
                .toCompletableFuture();
        CompletableFuture<String> next = answer("one", "next");
        run();
        assertIsUnavailable(failed);
        assertThat(next).isCompletedWithValue("next");
    }

    /** Neither what waits nor what hangs: the thread of the first is never run here. */
    @Test
    void nobodyWaitsLongerThanTheLongestTime() {
        CompletableFuture<String> old = answer("one", "old");
        now.addAndGet(Questions.LONGEST.toNanos() - 1);
        CompletableFuture<String> later = answer("one", "later");
        questions.giveUpOld();
        assertThat(old).isNotDone();
        now.addAndGet(1);
        questions.giveUpOld();
        assertIsUnavailable(old);
        assertThat(later).isNotDone();
        run();
        assertThat(asked).containsExactly("later");
    }

    private static void assertIsUnavailable(CompletableFuture<?> answer) {
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).hasCauseInstanceOf(Unavailable.class);
    }

    private void ask(String owner, String question) {
        CompletableFuture<String> unused = answer(owner, question);
    }

    private CompletableFuture<String> answer(String owner, String question) {
        return questions
                .ask(owner, () -> {
                    asked.add(question);
                    return question;
                })
                .toCompletableFuture();
    }

    private void run() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }
}
