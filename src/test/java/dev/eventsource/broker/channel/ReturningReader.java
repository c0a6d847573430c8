package dev.eventsource.broker.channel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A browser whose stream is cut off at any byte and that comes back as it would: with its last event id, or else with its ticket, or
 * with the place that it was told. Of events it takes their names for those of values, and of the nameless that their data counts.
 */
final class ReturningReader {
    private static final int LONGEST_DRAIN = 1_000;

    private final Channels channels;
    private final Subscription subscription;
    private final Way way;
    private final Random random;
    private final String ticket;
    private final IdleSink sink = new IdleSink();
    private final Map<String, String> values = new TreeMap<>();
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private @Nullable Cursor cursor;
    private @Nullable String lastId;
    private @Nullable String place;
    private boolean hasBegun;
    private long counted = -1;
    private String fault = "";

    /** What it goes by as long as it has no id. */
    enum Way {
        TICKET,
        PLACE,
        NOTHING
    }

    ReturningReader(Channels channels, Subscription subscription, Way way, Random random) {
        this.channels = channels;
        this.subscription = subscription;
        this.way = way;
        this.random = random;
        this.ticket = channels.lastId();
    }

    Map<String, String> values() {
        return values;
    }

    /** Which counted event came without the one before; empty: none. */
    String fault() {
        return fault;
    }

    /** Opens its stream, or reads some of it; and perhaps loses it, with some of what was on its way. */
    void step() {
        Cursor current = cursor;
        if (current == null) {
            open(random.nextInt(3) > 0);
        } else {
            int runs = 1 + random.nextInt(3);
            boolean isCut = random.nextInt(3) == 0;
            for (int i = 1; i <= runs && cursor != null; i++) {
                read(current, isCut && i == runs);
            }
        }
    }

    /** Reads all that there is, without any loss. */
    void drain() {
        for (int i = 0; i < LONGEST_DRAIN; i++) {
            if (cursor == null) {
                open(true);
            }
            Cursor current = cursor;
            if (current != null && current.isAtEnd()) {
                return;
            }
            if (current != null) {
                read(current, false);
            }
        }
        fault = "its stream has no end";
    }

    private void open(boolean arrives) {
        channels.register(subscription, 0, sink);
        Cursor opened = new Cursor(channels, subscription, "s");
        String position = way == Way.TICKET ? ticket : channels.lastId();
        Opening found = opened.place(new Start(lastId == null ? place : lastId, position, Duration.ZERO));
        if (found instanceof Opening.Ahead) {
            found = opened.placeAtEnd();
        }
        cursor = opened;
        if (arrives) {
            begin(found, position);
        } else {
            cut();
        }
    }

    private void begin(Opening opening, String position) {
        boolean isLost = hasBegun && way != Way.TICKET;
        if (opening instanceof Opening.Reset || (opening instanceof Opening.Fresh && isLost)) {
            beginAnew();
        }
        if (opening instanceof Opening.Fresh fresh) {
            counted = -1;
            place = way == Way.PLACE ? fresh.placeToReturn(position) : null;
        }
        hasBegun = true;
    }

    private void beginAnew() {
        values.clear();
        counted = -1;
    }

    private void cut() {
        channels.unregister(subscription, sink);
        cursor = null;
        unfinished.reset();
    }

    private void read(Cursor from, boolean isCut) {
        Run run = from.next();
        if (run != null) {
            int length = isCut && run.length() > 0 ? random.nextInt(run.length()) : run.length();
            unfinished.write(run.bytes(), run.from(), length);
            takeFrames();
        } else if (!from.isWithinFrame() && from.passLoss() != null) {
            beginAnew();
        }
        if (isCut || (run == null && from.isWithinFrame())) {
            cut();
        }
    }

    private void takeFrames() {
        String text = unfinished.toString(StandardCharsets.UTF_8);
        int end = text.lastIndexOf("\n\n");
        if (end >= 0) {
            unfinished.reset();
            unfinished.writeBytes(text.substring(end + 2).getBytes(StandardCharsets.UTF_8));
            text.substring(0, end).lines().forEach(this::takeLine);
            takeLine("");
        }
    }

    private @Nullable String frameId;
    private @Nullable String frameName;
    private @Nullable String frameData;

    private void takeLine(String line) {
        if (line.startsWith("id: ")) {
            frameId = line.substring("id: ".length());
        } else if (line.startsWith("event: ")) {
            frameName = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
            frameData = line.substring("data: ".length());
        } else if (line.isEmpty()) {
            takeFrame(frameName, frameData);
            frameName = null;
            frameData = null;
        }
    }

    /** A value without an id leaves it with no place to come back to but its last id, or the ticket's. */
    private void takeFrame(@Nullable String name, @Nullable String data) {
        place = null;
        lastId = frameId == null ? lastId : frameId;
        frameId = null;
        if (name != null && data != null && !data.isEmpty()) {
            values.put(name, data);
        } else if (name != null) {
            values.remove(name);
        } else if (data != null) {
            count(Long.parseLong(data));
        }
    }

    private void count(long number) {
        if (counted >= 0 && number != counted + 1) {
            fault = number + " came behind " + counted;
        }
        counted = number;
    }
}
