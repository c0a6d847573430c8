package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last values that a stream begins with: those that stand at its place or before. What came in behind that, it gets live;
 * so whatever changes while this is read is passed over here, and nothing comes twice or in the wrong order. Used by one
 * thread at a time, as its cursor is.
 *
 * <p>First come those of keys, channel by channel and in the order of the keys. They come without ids: in that order an id
 * would have a browser that was cut off go on behind values that it never got. Then come channels' own, in the log's order
 * and with their ids, but behind keys without them too, for from there a browser would get older values of keys once more, and where a later one of them
 * has the same id, for from there it would not get those between; and last, an id alone, by which a browser goes on from the stream's place.
 */
final class Snapshot {
    /** How many are looked at in one go, of which it may be that none is to be read. */
    static final int MOST_LOOKED_AT = 1_000;

    private static final long ALL = -1;
    private static final int LARGEST_PIECE = 32 << 10;
    private static final byte[] NOTHING = {};
    private static final byte[] ID = "id: ".getBytes(StandardCharsets.US_ASCII);

    private final Channels all;
    private final long after;
    private final long upTo;
    private final List<LastValueTable> tables;
    private final List<Own> own;
    private int table;
    private int ownNext;
    private String key = "";
    private @Nullable Begun begun;
    private int written;
    private boolean saysPlace;
    private boolean hasSaidKeys;

    /** Whose own value comes, and whether a later one has its id. */
    private record Own(LastValueTable table, boolean isDouble) {}

    /** A value that has been read in part; not the value itself, which a reader that has stopped would keep in the heap. */
    private record Begun(ChannelId channel, String key, long position, long clock, String id, boolean isLogged) {
        static Begun of(LastValue value) {
            return new Begun(
                    value.channel(), value.key(), value.position(), value.clock(), value.id(), value.stored() == null);
        }
    }

    private Snapshot(Channels all, List<LastValueTable> tables, long after, long upTo) {
        this.all = all;
        this.after = after;
        this.upTo = upTo;
        this.tables = tables;
        this.own = inOrder(tables, upTo);
    }

    /** Those of a subscription's channels that stand no later than at a place; null where there are none. */
    static @Nullable Snapshot of(Channels all, Subscription subscription, long upTo) {
        List<LastValueTable> tables = SnapshotTables.of(all, subscription);
        return tables.isEmpty() ? null : new Snapshot(all, tables, ALL, upTo);
    }

    /**
     * For a reader that is so slow that the history has passed it: the latest of each key of those that it has not had, and
     * which of them were cleared; null where that is not all that it has missed.
     */
    static @Nullable Snapshot ofMissed(Channels all, Subscription subscription, long after, long upTo) {
        List<LastValueTable> tables = SnapshotTables.ofMissed(all, subscription, after, upTo);
        return tables == null ? null : new Snapshot(all, tables, after, upTo);
    }

    /** Whether what was cleared has been forgotten meanwhile, so that a reader for whom this is what it missed may not have all of it. */
    boolean isLost() {
        return after != ALL && tables.stream().anyMatch(found -> found.hasForgottenAfter(after));
    }

    /** By where they stand now; one that is newer when its turn comes is passed over. */
    private static List<Own> inOrder(List<LastValueTable> tables, long upTo) {
        record Found(LastValueTable table, long position, String id) {}
        List<Found> latestFirst = new ArrayList<>();
        for (LastValueTable table : tables) {
            LastValue value = table.own();
            if (value != null && value.position() <= upTo) {
                latestFirst.add(new Found(table, value.position(), value.id()));
            }
        }
        latestFirst.sort(Comparator.comparingLong(Found::position).reversed());
        Set<String> ids = new HashSet<>();
        Deque<Own> own = new ArrayDeque<>();
        latestFirst.forEach(found -> own.addFirst(new Own(found.table(), !ids.add(found.id()))));
        return List.copyOf(own);
    }

    /** Behind which place the stream goes on. */
    long upTo() {
        return upTo;
    }

    /** Whether a value has been read in part: where {@link #next} finds nothing then, another has taken its place, and the history has passed it. */
    boolean isWithinFrame() {
        return written > 0;
    }

    /** The next value or piece of one; empty where there may be more, and null behind the last. Says the channel in front of it where there is a word for that. */
    @Nullable
    Run next(@Nullable ChannelWord word) {
        if (isWithinFrame()) {
            return goOn();
        }
        LastValue value = nextValue();
        if (value == null) {
            return table < tables.size() ? new Run(NOTHING, 0, 0, 0, upTo, longAgo()) : place();
        }
        saysPlace = true;
        hasSaidKeys |= value.isOfKey();
        begun = Begun.of(value);
        Run run = piece(value.frame(), begin(value));
        return word == null ? run : word.inFront(value.channel().name(), run);
    }

    private @Nullable Run goOn() {
        Begun of = begun;
        if (of == null) {
            return null;
        }
        LastValueTable found = all.lastValues().table(of.channel());
        LastValue value = found == null ? null : found.get(of.key());
        return value != null && of.equals(Begun.of(value)) ? piece(value.frame(), written) : rest(of);
    }

    private Run piece(byte[] frame, int from) {
        int length = Math.min(LARGEST_PIECE, frame.length - from);
        boolean ends = from + length == frame.length;
        moveTo(from + length, ends);
        return new Run(frame, from, length, ends ? 1 : 0, upTo, longAgo());
    }

    /** Of a value that another has taken the place of, from the history; null where that is past it. */
    private @Nullable Run rest(Begun of) {
        ChannelLog log = all.directory().log(of.channel()).orElse(null);
        Run run = log == null || !of.isLogged() ? null : log.read(of.position() - 1, of.position(), written, "");
        if (run == null || run.length() == 0) {
            return null;
        }
        moveTo(written + run.length(), run.events() > 0);
        return new Run(run.bytes(), run.from(), run.length(), run.events(), upTo, longAgo());
    }

    private void moveTo(int place, boolean ends) {
        written = ends ? 0 : place;
        begun = ends ? null : begun;
    }

    /** Behind the id, where it is to have none. */
    private int begin(LastValue value) {
        byte[] frame = value.frame();
        boolean isDouble = ownNext > 0 && own.get(ownNext - 1).isDouble();
        boolean isWithoutId = value.isOfKey() || (hasSaidKeys && isNamed()) || isDouble;
        if (!isWithoutId || !startsWithId(frame)) {
            return 0;
        }
        int end = ID.length;
        while (frame[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    private static boolean startsWithId(byte[] frame) {
        return frame.length > ID.length && frame[0] == ID[0] && frame[1] == ID[1] && frame[2] == ID[2];
    }

    private @Nullable LastValue nextValue() {
        for (int looked = 0; table < tables.size(); looked++) {
            if (looked == MOST_LOOKED_AT) {
                return null;
            }
            LastValue value = tables.get(table).keyAfter(key);
            if (value == null) {
                table++;
                key = "";
            } else {
                key = value.key();
                if (isDue(value)) {
                    return value;
                }
            }
        }
        while (ownNext < own.size()) {
            LastValue value = own.get(ownNext++).table().own();
            if (value != null && isDue(value)) {
                return value;
            }
        }
        return null;
    }

    private boolean isDue(LastValue value) {
        boolean isWanted = !value.isCleared() || (after != ALL && value.frame().length > 0);
        return isWanted && value.position() > after && value.position() <= upTo;
    }

    private @Nullable Run place() {
        if (!saysPlace || !isNamed()) {
            return null;
        }
        saysPlace = false;
        byte[] place = ("id: " + all.timeline().ids().id(upTo) + "\n\n").getBytes(StandardCharsets.UTF_8);
        return new Run(place, 0, place.length, 0, upTo, longAgo());
    }

    private boolean isNamed() {
        return all.timeline().ids().isNamed();
    }

    /** It was not on its way. */
    private static long longAgo() {
        return System.nanoTime() - (Long.MAX_VALUE >> 2);
    }
}
