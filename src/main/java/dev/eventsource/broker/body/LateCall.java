package dev.eventsource.broker.body;

import static java.util.Objects.requireNonNull;

import dev.eventsource.broker.budget.Budget;
import dev.eventsource.broker.http.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for its body, and then for its turn; it goes on with the body or with a refusal, and once.
 *
 * <p>Any thread may tell how it ended: the first that sets {@code ended} does, and writes the body or the refusal before the
 * call goes on, which is what its thread reads them after. What it holds is set by the thread that has it wait, once.
 */
final class LateCall implements AsyncListener {
    /** Far longer than a request's thread takes to leave once it has nothing more to do. */
    private static final long LEAVING_NANOS = 5_000_000;

    private final AsyncContext call;
    private final Turns turns;
    private final LateAnswer answer;
    private final BodyBudget budget;
    private final long begunAt = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile Budget.@Nullable Share share;
    private volatile Budget.@Nullable Share place;
    private volatile byte[] body = {};
    private volatile boolean hasTurn;
    private volatile @Nullable RuntimeException refusal;

    LateCall(AsyncContext call, Bodies bodies, LateAnswer answer) {
        this.call = call;
        this.turns = bodies.turns();
        this.answer = answer;
        this.budget = bodies.budget();
    }

    /** Whether it may wait for its body, for once it is known whose it is; if it may not, it has been refused. */
    boolean mayWait(Owner owner) {
        Budget.Share ownPlace = budget.place(owner, () -> refuse(crowded()));
        place = ownPlace;
        share = budget.share(owner, () -> refuse(crowded()));
        boolean may = ownPlace.take(BodyBudget.WAITING_BYTES);
        if (!may) {
            refuse(crowded());
        }
        if (released.get()) {
            // Before it had anything.
            ownPlace.release();
        }
        return may && !ended.get();
    }

    /** Whether there is room for more of the body; if there is not, the call has been refused. */
    boolean hasRoomFor(int bytes) {
        boolean hasRoom = requireNonNull(share).take(bytes);
        if (!hasRoom) {
            refuse(crowded());
        }
        return hasRoom;
    }

    private static RuntimeException crowded() {
        return Problem.unavailable("Too many calls are being sent at the same time; try again shortly.");
    }

    /** Whether nothing that still comes changes anything. */
    boolean hasEnded() {
        return ended.get();
    }

    /** The body is there, so that the call goes on when it is its turn. */
    void goOnWith(byte[] whole) {
        if (requireNonNull(place).keep() && requireNonNull(share).keep() && ended.compareAndSet(false, true)) {
            body = whole;
            if (!turns.enter(this)) {
                refusal = busy();
                goOn();
            }
        }
    }

    private static RuntimeException busy() {
        return Problem.unavailable("The broker has more calls than it can answer; try again shortly.");
    }

    /** The call goes on without its body, unless how it ended is known already. */
    void refuse(RuntimeException problem) {
        if (ended.compareAndSet(false, true)) {
            refusal = problem;
            goOn();
        }
    }

    /** The body has not come in time; or it has, and its turn or its answer has not. */
    @Override
    public void onTimeout(AsyncEvent event) {
        boolean hadEnded = ended.get();
        refuse(Problem.tooSlow());
        if (turns.withdraw(this)) {
            refusal = busy();
            goOn();
        } else if (hadEnded && begin()) {
            answer.onTimeout();
        }
    }

    /** Whether the call may be made: not twice, and not behind its time. A server may lose a dispatch. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    /** Hands the call to a thread; false where the server has given it up. */
    boolean goOn() {
        hasTurn = refusal == null;
        try {
            if (hasTurn) {
                call.start(this::handOn);
            } else {
                dispatch();
            }
            return true;
        } catch (IllegalStateException givenUp) {
            hasTurn = false;
            release();
            return false;
        }
    }

    private void handOn() {
        try {
            if (answer.isAwaited(body)) {
                // What it became is counted by who has it now.
                body = new byte[0];
                release();
            } else {
                dispatch();
            }
        } catch (IllegalStateException givenUp) {
            release();
        }
    }

    /** Payara may lose a dispatch at the very moment at which the request's own thread leaves, so that one goes first. */
    private void dispatch() {
        LockSupport.parkNanos(LEAVING_NANOS - (System.nanoTime() - begunAt));
        call.dispatch();
    }

    /** Why the call is to be answered without its body; null: it is whole. */
    @Nullable
    RuntimeException refusal() {
        return refusal;
    }

    byte[] body() {
        return body;
    }

    /** The call is done with its body, or over; the first word of that counts. */
    void release() {
        if (released.compareAndSet(false, true)) {
            release(share);
            release(place);
            if (hasTurn) {
                turns.leave();
            }
        }
    }

    private static void release(Budget.@Nullable Share held) {
        if (held != null) {
            held.release();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        release();
    }

    @Override
    public void onError(AsyncEvent event) {
        release();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
