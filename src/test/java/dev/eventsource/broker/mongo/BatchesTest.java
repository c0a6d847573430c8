package dev.eventsource.broker.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.http.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final int CROWD = 200;

    private final ThreadsByHand threads = new ThreadsByHand();
    private final List<Integer> sizes = new ArrayList<>();
    private final Batches<Integer, Integer> doubling = new Batches<>(threads, Batches.STORM, batch -> {
        sizes.add(batch.size());
        batch.forEach(asked -> asked.answer().complete(2 * asked.question()));
    });

    @Test
    void asksForManyWithFewOperationsAndAnswersEach() {
        List<CompletableFuture<Integer>> answers =
                IntStream.range(0, CROWD).mapToObj(this::ask).toList();
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        threads.runAll();
        assertThat(answers)
                .extracting(CompletableFuture::join)
                .containsExactlyElementsOf(
                        IntStream.range(0, CROWD).map(i -> 2 * i).boxed().toList());
        assertThat(sizes).containsExactly(Mongo.MOST_IN_BULK, Mongo.MOST_IN_BULK, CROWD - 2 * Mongo.MOST_IN_BULK);
    }

    private CompletableFuture<Integer> ask(int question) {
        return doubling.ask(question).toCompletableFuture();
    }

    @Test
    void tellsThoseAloneOfAFailureThatHaveNoAnswer() {
        var batches = new Batches<Integer, Integer>(threads, Batches.STORM, batch -> {
            batch.get(0).answer().complete(7);
            throw new Unavailable("away", null);
        });
        CompletableFuture<Integer> first = batches.ask(1).toCompletableFuture();
        CompletableFuture<Integer> second = batches.ask(2).toCompletableFuture();
        threads.runAll();
        assertThat(first.join()).isEqualTo(7);
        assertThatThrownBy(second::join).hasCauseInstanceOf(Unavailable.class);
    }

    @Test
    void asksNothingOfWhatWasWithdrawnBefore() {
        Batches.Asked<Integer, Integer> withdrawn = doubling.put(1);
        CompletableFuture<Integer> other = ask(2);
        withdrawn.withdraw(new Unavailable("asked again", null));
        threads.runAll();
        assertThat(sizes).containsExactly(1);
        assertThatThrownBy(withdrawn.answer()::join).hasCauseInstanceOf(Unavailable.class);
        assertThat(other.join()).isEqualTo(4);
    }

    @Test
    void answersWhatIsWithdrawnTooLate() {
        Batches.Asked<Integer, Integer> asked = doubling.put(1);
        threads.runAll();
        asked.withdraw(new Unavailable("asked again", null));
        assertThat(asked.answer().join()).isEqualTo(2);
    }

    @Test
    void goesOnBehindAFailure() {
        var batches = new Batches<Integer, Integer>(threads, Batches.STORM, batch -> {
            if (batch.get(0).question() == 0) {
                throw new StackOverflowError("as if");
            }
            batch.forEach(asked -> asked.answer().complete(asked.question()));
        });
        CompletableFuture<Integer> failed = batches.ask(0).toCompletableFuture();
        threads.runAll();
        CompletableFuture<Integer> next = batches.ask(1).toCompletableFuture();
        threads.runAll();
        assertThat(failed).isCompletedExceptionally();
        assertThat(next.join()).isEqualTo(1);
    }

    @Test
    void refusesWhatComesWhereTooManyWait() {
        List<CompletableFuture<Integer>> answers =
                IntStream.range(0, 40_000).mapToObj(this::ask).toList();
        assertThat(answers.get(0)).isNotDone();
        assertThat(answers.get(answers.size() - 1)).isCompletedExceptionally();
        threads.runAll();
        assertThat(answers).allMatch(CompletableFuture::isDone);
        CompletableFuture<Integer> later = ask(5);
        threads.runAll();
        assertThat(later.join()).isEqualTo(10);
    }

    @Test
    void oneThatHangsHoldsUpNoOther() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService some = Executors.newFixedThreadPool(4);
        try {
            var batches = new Batches<Integer, Integer>(some, Batches.STORM, batch -> {
                if (batch.get(0).question() == 0) {
                    begun.countDown();
                    await(end);
                }
                batch.forEach(asked -> asked.answer().complete(asked.question()));
            });
            CompletableFuture<Integer> hanging = batches.ask(0).toCompletableFuture();
            await(begun);
            for (int i = 1; i < 10; i++) {
                assertThat(batches.ask(i).toCompletableFuture().get(10, TimeUnit.SECONDS))
                        .isEqualTo(i);
            }
            assertThat(hanging).isNotDone();
            end.countDown();
            assertThat(hanging.get(10, TimeUnit.SECONDS)).isZero();
        } finally {
            some.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
