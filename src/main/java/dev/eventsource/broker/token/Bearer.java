package dev.eventsource.broker.token;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.user.User;

/**
 * Who makes a call with a token that is good now.
 *
 * @param user whose channels it is about
 */
public record Bearer(User user, Token token) {
    /** Whether it is about the channels of the user of this key. */
    public boolean isOf(String key) {
        return user.key().equals(key);
    }

    /** A 403 problem where the token does not allow that on the channel. */
    public void require(Right right, String channel) {
        require(token.grants().allow(right, channel), right);
    }

    /** A 403 problem where the token does not allow that on the channels of a pattern, in these very words. */
    public void require(Right right, ChannelPattern pattern) {
        require(token.grants().allow(right, pattern), right);
    }

    private static void require(boolean allowed, Right right) {
        if (!allowed) {
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
