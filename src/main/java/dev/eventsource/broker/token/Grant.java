package dev.eventsource.broker.token;

import dev.eventsource.broker.channel.ChannelPattern;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token allows on one channel, or on those of a pattern.
 *
 * @param channel the name, taken as it is; null: a pattern says which
 * @param pattern null: it is for the one channel
 */
record Grant(@Nullable String channel, @Nullable ChannelPattern pattern, Set<Right> rights) {
    boolean allows(Right right, String name) {
        return rights.contains(right) && (pattern == null ? name.equals(channel) : pattern.matches(name));
    }

    boolean allows(Right right, ChannelPattern names) {
        return rights.contains(right) && names.equals(pattern);
    }
}
