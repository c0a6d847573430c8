package dev.eventsource.broker.answer;

import dev.eventsource.broker.budget.Budget;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The answers that wait to be read, and an end of them. Any thread may call. */
@Singleton
class UnreadAnswers {
    private static final long LEAST = 8 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Budget budget;
    private final Set<AnswerWriter> waiting = ConcurrentHashMap.newKeySet();
    private final Periodic ending = new Periodic("answers", PAUSE, this::endLate);

    /** A sixteenth of the heap, or 8 MB where that is more. */
    @Inject
    UnreadAnswers() {
        this(Math.max(Runtime.getRuntime().maxMemory() / 16, LEAST));
    }

    UnreadAnswers(long most) {
        this.budget = new Budget(most, most, most / 4, PATIENCE, System::nanoTime);
    }

    void start(@Observes Startup deployment) {
        ending.start();
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        ending.close();
    }

    void report(@Observes HealthReport report) {
        report.add(ending);
    }

    /** Room for an answer that is still to be made; it gives way to none. */
    Budget.Share reserve(String owner) {
        Budget.Share share = budget.share(owner, () -> {});
        share.keep();
        return share;
    }

    /**
     * Takes one in, until it ends; false: there is no room for so many bytes of this owner's.
     *
     * @param room that was taken for it before, perhaps; null: none was
     */
    boolean admit(AnswerWriter writer, String owner, int bytes, @Nullable AnswerRoom room) {
        Budget.Share share = budget.share(owner, writer::end);
        writer.onEnd(() -> {
            waiting.remove(writer);
            share.release();
        });
        boolean hasRoom = room == null ? share.take(bytes) : room.giveTo(share, bytes);
        if (hasRoom) {
            waiting.add(writer);
        }
        return hasRoom;
    }

    private void endLate() {
        waiting.stream().filter(AnswerWriter::isLate).forEach(AnswerWriter::end);
    }
}
