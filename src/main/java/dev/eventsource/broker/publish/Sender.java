package dev.eventsource.broker.publish;

import dev.eventsource.broker.answer.AnswerRoom;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.token.Bearer;
import dev.eventsource.broker.token.Right;
import dev.eventsource.broker.user.User;
import org.jspecify.annotations.Nullable;

/**
 * Who publishes.
 *
 * @param owner the user whose channels are meant
 * @param bearer whose token has to allow it; null: the user's own server publishes
 */
record Sender(User owner, @Nullable Bearer bearer) {
    static Sender of(User user) {
        return new Sender(user, null);
    }

    static Sender of(Bearer bearer) {
        return new Sender(bearer.user(), bearer);
    }

    String user() {
        return owner.key();
    }

    /** The room for what this one is told is this one's own, by whichever credentials. */
    void noteIn(AnswerRoom room) {
        if (bearer == null) {
            room.noteUser(user());
        } else {
            room.noteBearer(user());
        }
    }

    /** A problem where that is not for this sender. */
    void require(String channel, boolean hasId, boolean hasKey) {
        if (bearer != null) {
            bearer.require(Right.PUBLISH, channel);
            if (hasId) {
                // An id that is used twice means its latest place: whoever may publish could have others miss what lies
                // between.
                throw Problem.badRequest("A token publishes without 'id'; the broker gives the event one.");
            }
            if (hasKey) {
                // Keys are the user's: whoever may publish to a channel could have an event of another's server left
                // out.
                throw Problem.badRequest("A token publishes without a key under which the event comes once.");
            }
        }
    }
}
