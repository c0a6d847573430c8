package dev.eventsource.broker.channel;

import java.util.OptionalLong;

/**
 * Event ids that say a position: the number that the feed knows it by, behind a prefix that tells whose numbers they are.
 * Positions that a node counts itself mean nothing to another one, or after a restart, so its epoch is in the prefix;
 * offsets of a stream are the same for all who read it, and mean nothing in another stream.
 *
 * @param prefix begins with {@code @}, which no publisher's id does
 * @param shift the position of the event that has the number 0
 */
public record PositionIds(String prefix, long shift) {
    private static final String UNNAMED = "@";

    /** What stands behind the prefix while a stream has nothing yet: who begins there goes on from its first event. */
    private static final String IN_FRONT = "-1";

    /** Behind the id of a place where a stream begins with last values; of a letter that addresses take as it is. */
    private static final String BEGINNING = "~";

    /** {@code @<epoch>-<n>}: positions that one node counts. */
    public static PositionIds ofNode(String epoch) {
        return new PositionIds("@" + epoch + "-", 0);
    }

    /** {@code @<name>-<offset>}: offsets of a stream. */
    public static PositionIds ofStream(String name, long shift) {
        return new PositionIds("@" + name + "-", shift);
    }

    /** {@code @<offset>}: offsets of a stream that has no name yet; nobody can tell later which it was. */
    public static PositionIds ofUnnamedStream(long shift) {
        return new PositionIds(UNNAMED, shift);
    }

    /** Whether it can be told whose numbers they are. */
    boolean isNamed() {
        return !prefix.equals(UNNAMED);
    }

    static boolean isPositionId(String id) {
        return id.startsWith("@");
    }

    /** The id of a place for a stream that has had nothing of what it begins with there. */
    static String beginning(String id) {
        return id + BEGINNING;
    }

    /** Whether an id is of a place, and a stream that comes back with it begins there once more. */
    static boolean isBeginning(String id) {
        return isPositionId(id) && id.endsWith(BEGINNING);
    }

    String id(long position) {
        return prefix + (position - shift);
    }

    /** The position that {@code id} says; empty where its numbers are not of this kind. */
    OptionalLong position(String id) {
        String place = isBeginning(id) ? id.substring(0, id.length() - BEGINNING.length()) : id;
        String digits = place.startsWith(prefix) && isNamed() ? place.substring(prefix.length()) : "";
        if (digits.equals(IN_FRONT) && shift > 0) {
            return OptionalLong.of(shift - 1);
        }
        boolean isNumber =
                !digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalLong.of(Long.parseLong(digits) + shift) : OptionalLong.empty();
    }
}
