package dev.eventsource.broker.answer;

import dev.eventsource.broker.budget.Budget;
import dev.eventsource.broker.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Room for a call's answer, and whose it is. For calls whose answer says what became of much that cannot be undone it is taken before
 * that is done, so that whoever is told that there is none can make the call again. Any thread may take and give; guarded by this
 * object's lock.
 */
public final class AnswerRoom {
    private static final String ATTRIBUTE = AnswerRoom.class.getName();

    /** Null: there is always room. */
    private final @Nullable UnreadAnswers unread;

    private String owner;
    private Budget.@Nullable Share reserved;
    private boolean isOver;

    /** In that of all answers, for an owner as far as the call's head says. */
    AnswerRoom(@Nullable UnreadAnswers unread, String owner) {
        this.unread = unread;
        this.owner = owner;
    }

    /** Notes that it is this call's. */
    void setOf(HttpServletRequest call) {
        call.setAttribute(ATTRIBUTE, this);
    }

    /** A call's, for the thread that has its head. */
    public static AnswerRoom of(HttpServletRequest call) {
        // The answer of a call that has none is not held.
        return call.getAttribute(ATTRIBUTE) instanceof AnswerRoom room ? room : new AnswerRoom(null, "");
    }

    /** The call proves to come from the user of this key, in whichever way; before its answer is there. */
    public synchronized void noteUser(String key) {
        owner = key;
    }

    /** The call bears a token that is about this user, as any page may that the user's server gave one: it takes nothing of the server's. */
    public synchronized void noteBearer(String user) {
        owner = Answers.BEARER + user;
    }

    synchronized String owner() {
        return owner;
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
