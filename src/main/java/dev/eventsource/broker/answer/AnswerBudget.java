package dev.eventsource.broker.answer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of answers wait at a time to be read, whosever they are. Any thread may take and release. */
@Singleton
class AnswerBudget {
    private static final long LEAST = 8 << 20;

    private final AtomicLong held = new AtomicLong();
    private final long most;

    /** A sixteenth of the heap, or 8 MB where that is more. */
    @Inject
    AnswerBudget() {
        this(Math.max(Runtime.getRuntime().maxMemory() / 16, LEAST));
    }

    AnswerBudget(long most) {
        this.most = most;
    }

    /** Takes so many more bytes; false: there is no room for them. One answer has room in any case. */
    boolean take(int bytes) {
        long before = held.getAndAdd(bytes);
        if (before == 0 || before + bytes <= most) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void release(int bytes) {
        held.addAndGet(-bytes);
    }
}
