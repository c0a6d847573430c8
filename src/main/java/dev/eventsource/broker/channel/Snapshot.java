package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last values that a stream begins with: those that stand at its place or before. What came in behind that, it gets live;
 * so whatever changes while this is read is passed over here, and nothing comes twice or in the wrong order. Used by one
 * thread at a time, as its cursor is.
 *
 * <p>First come those of keys, channel by channel and in the order of the keys. They come without ids: in that order an id
 * would have a browser that was cut off go on behind values that it never got. Then come channels' own, in the log's order
 * and with their ids; and last, an id alone, by which a browser goes on from the stream's place.
 */
final class Snapshot {
    /** How many channels of patterns have last values in one stream; those first by name. */
    static final int MOST_OF_PATTERNS = 1_000;

    private static final long ALL = -1;
    private static final int LARGEST_PIECE = 32 << 10;
    private static final byte[] ID = "id: ".getBytes(StandardCharsets.US_ASCII);

    private final Channels all;
    private final long after;
    private final long upTo;
    private final List<LastValueTable> tables;
    private final List<LastValueTable> own;
    private int table;
    private int ownNext;
    private String key = "";
    private @Nullable Begun begun;
    private int written;
    private boolean saysPlace;

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
        List<LastValueTable> tables = new ArrayList<>();
        for (ChannelId id : ids(subscription)) {
            LastValueTable found = all.lastValues().table(id);
            if (found != null) {
                tables.add(found);
            }
        }
        tables.addAll(ofPatterns(all, subscription, tables));
        return tables.isEmpty() ? null : new Snapshot(all, List.copyOf(tables), ALL, upTo);
    }

    /** Of its patterns, but for those that are known; none that another user has is looked at. */
    private static List<LastValueTable> ofPatterns(
            Channels all, Subscription subscription, List<LastValueTable> known) {
        List<PatternId> patterns = subscription.patterns();
        if (patterns.isEmpty()) {
            return List.of();
        }
        ValueTables tables = all.lastValues().tables();
        List<ChannelPattern> wanted = patterns.stream().map(PatternId::pattern).toList();
        return Stream.of(tables.of(patterns.get(0).user()), tables.of(null))
                .flatMap(some -> some.filter(found -> ChannelPattern.anyMatches(
                                wanted, found.channel().name()))
                        .filter(found -> !known.contains(found))
                        .limit(MOST_OF_PATTERNS))
                .sorted(Comparator.comparing(found -> found.channel().name()))
                .limit(MOST_OF_PATTERNS)
                .toList();
    }

    /**
     * For a reader that is so slow that the history has passed it: the latest of each key of those that it has not had, and
     * which of them were cleared; null where that is not all that it has missed.
     */
    static @Nullable Snapshot ofMissed(Channels all, Subscription subscription, long after, long upTo) {
        if (subscription.topics() != null || !subscription.patterns().isEmpty()) {
            return null;
        }
        List<LastValueTable> tables = new ArrayList<>();
        for (ChannelId id : ids(subscription)) {
            LastValueTable table = all.lastValues().table(id);
            if (hasMissed(all, id, after, upTo)) {
                if (table == null || !table.saysAllAfter(after)) {
                    return null;
                }
                tables.add(table);
            }
        }
        return new Snapshot(all, List.copyOf(tables), after, upTo);
    }

    private static List<ChannelId> ids(Subscription subscription) {
        return subscription.channels().stream()
                .flatMap(id -> Stream.of(id, id.ofEveryone()))
                .distinct()
                .toList();
    }

    private static boolean hasMissed(Channels all, ChannelId id, long after, long upTo) {
        return all.directory()
                .log(id)
                .map(log -> log.droppedThrough() > after || log.firstPositionAfter(after) <= upTo)
                .orElse(true);
    }

    /** Whether what was cleared has been forgotten meanwhile, so that a reader for whom this is what it missed may not have all of it. */
    boolean isLost() {
        return after != ALL && tables.stream().anyMatch(found -> found.hasForgottenAfter(after));
    }

    /** By where they stand now; one that is newer when its turn comes is passed over. */
    private static List<LastValueTable> inOrder(List<LastValueTable> tables, long upTo) {
        record Own(LastValueTable table, long position) {}
        List<Own> own = new ArrayList<>();
        for (LastValueTable table : tables) {
            LastValue value = table.own();
            if (value != null && value.position() <= upTo) {
                own.add(new Own(table, value.position()));
            }
        }
        own.sort(Comparator.comparingLong(Own::position));
        return own.stream().map(Own::table).toList();
    }

    /** Behind which place the stream goes on. */
    long upTo() {
        return upTo;
    }

    /** Whether a value has been read in part: where {@link #next} finds nothing then, another has taken its place, and the history has passed it. */
    boolean isWithinFrame() {
        return written > 0;
    }

    /** The next value or piece of one; null behind the last. Says the channel in front of it where there is a word for that. */
    @Nullable
    Run next(@Nullable ChannelWord word) {
        if (isWithinFrame()) {
            return goOn();
        }
        LastValue value = nextValue();
        if (value == null) {
            return place();
        }
        saysPlace = true;
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
    private static int begin(LastValue value) {
        byte[] frame = value.frame();
        if (!value.isOfKey() || !startsWithId(frame)) {
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
        while (table < tables.size()) {
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
            LastValue value = own.get(ownNext++).own();
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
        boolean isNamed = all.timeline().ids().isNamed();
        if (!saysPlace || !isNamed) {
            return null;
        }
        saysPlace = false;
        byte[] place = ("id: " + all.timeline().ids().id(upTo) + "\n\n").getBytes(StandardCharsets.UTF_8);
        return new Run(place, 0, place.length, 0, upTo, longAgo());
    }

    /** It was not on its way. */
    private static long longAgo() {
        return System.nanoTime() - (Long.MAX_VALUE >> 2);
    }
}
