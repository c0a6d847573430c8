package dev.eventsource.broker.answer;

import dev.eventsource.broker.budget.Budget;
import dev.eventsource.broker.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Room for a call's answer, for calls whose answer says what became of much that cannot be undone: it is taken before that is done, so
 * that whoever is told that there is none can make the call again. Any thread may take and give; guarded by this object's lock.
 */
public final class AnswerRoom {
    private static final String ATTRIBUTE = AnswerRoom.class.getName();

    /** Null: there is always room. */
    private final @Nullable UnreadAnswers unread;

    private String owner = "";
    private Budget.@Nullable Share reserved;
    private boolean isOver;

    AnswerRoom(@Nullable UnreadAnswers unread) {
        this.unread = unread;
    }

    /** Notes that it is this call's. */
    void setOf(HttpServletRequest call) {
        call.setAttribute(ATTRIBUTE, this);
    }

    /** A call's, for the thread that has its head. */
    public static AnswerRoom of(HttpServletRequest call) {
        if (call.getAttribute(ATTRIBUTE) instanceof AnswerRoom room) {
            room.setOwner(Answers.owner(call));
            return room;
        }
        // Its answer is not held.
        return new AnswerRoom(null);
    }

    private synchronized void setOwner(String name) {
        owner = name;
    }

    /** Takes room for an answer of so many bytes at most; a 503 problem where there is none. Once for a call. */
    public void require(long bytes) {
        if (bytes > Answers.SMALL && !reserve((int) Math.min(bytes, Integer.MAX_VALUE))) {
            throw Problem.unavailable(
                    "Too many answers wait to be read, so that there is no room for this one; nothing was published, send it again.");
        }
    }

    private synchronized boolean reserve(int bytes) {
        if (unread == null) {
            return true;
        }
        Budget.Share share = unread.reserve(owner);
        boolean hasRoom = !isOver && reserved == null && share.take(bytes);
        reserved = hasRoom ? share : reserved;
        return hasRoom;
    }

    /** The answer is there, and takes so many bytes; false: there is no room for it, for which none was taken, or not enough. */
    synchronized boolean giveTo(Budget.Share answer, int bytes) {
        Budget.Share share = reserved;
        reserved = null;
        return share == null ? answer.take(bytes) : answer.takeFrom(share, bytes);
    }

    /** The call has its answer, or is over. */
    synchronized void release() {
        isOver = true;
        if (reserved != null) {
            reserved.release();
            reserved = null;
        }
    }
}
