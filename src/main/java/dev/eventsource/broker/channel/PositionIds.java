package dev.eventsource.broker.channel;

import java.util.OptionalLong;

/**
 * Event ids that say a position: the number that the feed knows it by, behind a prefix that tells whose numbers they are.
 * Positions that a node counts itself mean nothing to another one, or after a restart, so its epoch is in the prefix;
 * offsets of a stream are the same for all.
 *
 * @param prefix begins with {@code @}, which no publisher's id does
 * @param shift the position of the event that has the number 0
 * @param first the number before which this node had other events under the same numbers, if any
 */
public record PositionIds(String prefix, long shift, long first) {
    /** {@code @<epoch>-<n>}: positions that one node counts. */
    public static PositionIds ofNode(String epoch) {
        return new PositionIds("@" + epoch + "-", 0, 0);
    }

    /** {@code @<offset>}: offsets of a stream. */
    public static PositionIds ofStream(long shift) {
        return new PositionIds("@", shift, 0);
    }

    /** {@code @<offset>}: offsets of a stream that took another one's place, and is read from {@code first} on. */
    public static PositionIds ofNewStream(long shift, long first) {
        return new PositionIds("@", shift, first);
    }

    static boolean isPositionId(String id) {
        return id.startsWith("@");
    }

    String id(long position) {
        return prefix + (position - shift);
    }

    /** The position that {@code id} says, 0 where it is of other events; empty where its numbers are not of this kind. */
    OptionalLong position(String id) {
        String digits = id.startsWith(prefix) ? id.substring(prefix.length()) : "";
        boolean isNumber =
                !digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalLong.of(position(Long.parseLong(digits))) : OptionalLong.empty();
    }

    private long position(long number) {
        return number < first ? 0 : number + shift;
    }
}
