package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Cursor;
import dev.eventsource.broker.channel.ResetReason;
import dev.eventsource.broker.channel.Run;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one stream has still to write: the broker's own frames first, then the events behind its cursor. Belongs to the
 * writer's thread, as does the subscriber whose delivery it is.
 */
final class Delivery {
    /** What one turn may write before the others get theirs, in bytes. */
    private static final int LARGEST_TURN = 256 << 10;

    /** What it counts in a turn that there was nothing to write of what was looked at. */
    private static final int PASSING_OVER = 16 << 10;

    private final Writer writer;
    private final Cursor cursor;
    private final EventStream stream;
    private final Pace pace;
    private final LongAdder delivered;
    private final long opened;
    private final Queue<byte[]> control = new ArrayDeque<>();
    private boolean answered;
    private boolean closing;
    private long lastWrite;

    /** What came of a turn. */
    enum Outcome {
        /** There is nothing more for now, and all of it has gone out. */
        ALL_WRITTEN,
        /** The server takes no more; it calls back when it does. */
        STUCK,
        /** There is more, after the others. */
        TURN_USED_UP,
        /** The history dropped the rest of a frame of which a part was written: nothing may follow that. */
        CUT_OFF,
        /** Something is missing that the stream has no words for. */
        LOST
    }

    /**
     * The delivery of one subscriber, which counts as written to now.
     *
     * @param delivered counts the events that are written
     */
    Delivery(Writer writer, Cursor cursor, EventStream stream, Pace pace, LongAdder delivered) {
        this.writer = writer;
        this.cursor = cursor;
        this.stream = stream;
        this.pace = pace;
        this.delivered = delivered;
        this.opened = writer.nanoTime();
        this.lastWrite = opened;
    }

    /** Adds a frame of the broker's own. */
    void add(byte[] frame) {
        control.add(frame);
    }

    /** Adds a frame of the broker's own that is the last one: no event is written behind it. */
    void addLast(byte[] frame) {
        control.add(frame);
        closing = true;
    }

    /** Notes that what is written is an answer to a long poll. */
    void setAnswered() {
        answered = true;
    }

    /** Whether a long poll has its answer, which ends it. */
    boolean isAnswer() {
        return answered && pace.isLongPoll();
    }

    /** Whether the history has passed the reader. */
    boolean isOvertaken() {
        return cursor.isOvertaken();
    }

    /** When it was last written to, by the writer's clock. */
    long lastWrite() {
        return lastWrite;
    }

    /**
     * Writes what there is, a turn's worth at most. Before each run or frame it asks whether the server takes more, for a
     * server keeps whatever it is given.
     */
    Outcome advance() throws IOException {
        for (int written = 0; written <= LARGEST_TURN; ) {
            if (!stream.isReady()) {
                return Outcome.STUCK;
            }
            if (isControlNext()) {
                written += write(control.remove());
                continue;
            }
            if (closing && control.isEmpty()) {
                return flush();
            }
            Run run = cursor.next();
            if (run == null && cursor.isWithinFrame()) {
                return Outcome.CUT_OFF;
            }
            ResetReason loss = run == null ? cursor.passLoss() : null;
            if (run == null && loss == null) {
                return flush();
            }
            if (loss != null && !tellOf(loss)) {
                return Outcome.LOST;
            }
            written += run == null ? 0 : write(run);
            if (cursor.isAtEnd() && control.isEmpty()) {
                return flush();
            }
        }
        return Outcome.TURN_USED_UP;
    }

    /** A frame that was begun is written to its end first. */
    private boolean isControlNext() {
        return !control.isEmpty() && !cursor.isWithinFrame();
    }

    private int write(byte[] frame) throws IOException {
        stream.write(frame);
        lastWrite = writer.nanoTime();
        return frame.length;
    }

    private int write(Run run) throws IOException {
        if (run.length() > 0) {
            stream.write(run);
            lastWrite = writer.nanoTime();
            delivered.add(run.events());
            writer.noteWritten(run);
            noteDelay(run);
            answered = true;
            return run.length();
        }
        return PASSING_OVER;
    }

    /** What came in before the stream began is replayed, and was not on its way for so long. */
    private void noteDelay(Run run) {
        if (run.events() > 0 && run.arrived() - opened >= 0) {
            writer.noteDelay(lastWrite - run.arrived(), run.events());
        }
    }

    private Outcome flush() throws IOException {
        return stream.flush() ? Outcome.ALL_WRITTEN : Outcome.STUCK;
    }

    /** Has the browser told of what is missing next; false where there are no words for it. */
    private boolean tellOf(ResetReason loss) {
        byte[] words = pace.words().lost(loss);
        if (words != null) {
            control.add(words);
            answered = true;
        }
        writer.noteReset(loss);
        return words != null;
    }
}
