package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Cursor;
import dev.eventsource.broker.channel.ResetReason;
import dev.eventsource.broker.channel.Run;
import dev.eventsource.broker.event.SseFrame;
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

    private final Writer writer;
    private final Cursor cursor;
    private final EventStream stream;
    private final Pace pace;
    private final LongAdder delivered;
    private final Runnable again;
    private final Queue<byte[]> control = new ArrayDeque<>();
    private boolean answered;
    private boolean cutOff;

    /**
     * The delivery of one subscriber.
     *
     * @param delivered counts the events that are written
     * @param again called where a turn was used up, for the next one
     */
    Delivery(Writer writer, Cursor cursor, EventStream stream, Pace pace, LongAdder delivered, Runnable again) {
        this.writer = writer;
        this.cursor = cursor;
        this.stream = stream;
        this.pace = pace;
        this.delivered = delivered;
        this.again = again;
    }

    /** Adds a frame of the broker's own. */
    void add(byte[] frame) {
        control.add(frame);
    }

    /** Notes that what is written is an answer to a long poll. */
    void setAnswered() {
        answered = true;
    }

    /** Whether a long poll has its answer, which ends it. */
    boolean isAnswer() {
        return answered && pace.isLongPoll();
    }

    /** Whether the history dropped the rest of a frame of which a part was written: nothing may follow that. */
    boolean isCutOff() {
        return cutOff;
    }

    /** Whether the history has passed the reader. */
    boolean isOvertaken() {
        return cursor.isOvertaken();
    }

    /**
     * Writes what there is, a turn's worth at most; true where all of it has gone out. Before each run or frame it asks
     * whether the server takes more, for a server keeps whatever it is given.
     */
    boolean advance() throws IOException {
        int written = 0;
        while (written <= LARGEST_TURN) {
            if (!stream.isReady()) {
                return false;
            }
            if (isControlNext()) {
                stream.write(control.remove());
                continue;
            }
            Run run = cursor.next();
            if (run == null && !tellOfLoss()) {
                return !cutOff && stream.flush();
            }
            written += run == null ? 0 : write(run);
            if (cursor.isAtEnd() && control.isEmpty()) {
                return stream.flush();
            }
        }
        again.run();
        return false;
    }

    /** A frame that was begun is written to its end first. */
    private boolean isControlNext() {
        return !control.isEmpty() && !cursor.isWithinFrame();
    }

    private int write(Run run) throws IOException {
        if (run.length() > 0) {
            stream.write(run);
            delivered.add(run.events());
            writer.noteWritten(run);
            answered = true;
        }
        return run.length();
    }

    /** Has the browser told of what is missing next; false where nothing is, or where it can no longer be told. */
    private boolean tellOfLoss() {
        cutOff = cursor.isWithinFrame();
        ResetReason loss = cutOff ? null : cursor.passLoss();
        if (loss != null) {
            control.add(SseFrame.encode(ControlFrames.reset(loss)));
            answered = true;
            writer.noteReset(loss);
        }
        return loss != null;
    }
}
