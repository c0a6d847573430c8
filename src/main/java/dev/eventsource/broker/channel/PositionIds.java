package dev.eventsource.broker.channel;

import java.util.OptionalLong;

/**
 * Event ids that say a position: {@code @<epoch>-<n>}. Positions that this node counts mean nothing to another one, or
 * after a restart; the epoch tells them apart.
 */
final class PositionIds {
    private final String prefix;

    PositionIds(String epoch) {
        this.prefix = "@" + epoch + "-";
    }

    static boolean isPositionId(String id) {
        return id.startsWith("@");
    }

    String id(long position) {
        return prefix + position;
    }

    /** The position that {@code id} says; empty where it is not of this epoch. */
    OptionalLong position(String id) {
        String digits = id.startsWith(prefix) ? id.substring(prefix.length()) : "";
        boolean isNumber =
                !digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
