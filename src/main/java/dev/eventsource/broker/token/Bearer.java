package dev.eventsource.broker.token;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.user.User;

/**
 * Who makes a call with a token that is good now.
 *
 * @param user whose channels it is about
 */
public record Bearer(User user, Token token) {
    /** A 403 problem where the token does not allow that on the channel. */
    public void require(Right right, String channel) {
        if (!token.grants().allow(right, channel)) {
            throw Problem.forbidden("The token does not allow to %s there; its claim of channels says where it does."
                    .formatted(
                            switch (right) {
                                case SUBSCRIBE -> "subscribe";
                                case PUBLISH -> "publish";
                                case PRESENCE -> "see who is present";
                            }));
        }
    }
}
