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

    /** Whether the history has passed the reader. */
    boolean isOvertaken() {
        return cursor.isOvertaken();
    }

    /** Writes what there is, a turn's worth at most; false where the server takes no more. */
    boolean advance() throws IOException {
        return writeControl() && writeEvents() && stream.flush();
    }

    /** Writes the broker's own frames; false where the server takes no more. */
    private boolean writeControl() throws IOException {
        while (!control.isEmpty()) {
            if (!stream.isReady()) {
                return false;
            }
            stream.write(control.remove());
        }
        return true;
    }

    /** Writes events as far as the log goes, or a turn's worth; false where the server takes no more. */
    private boolean writeEvents() throws IOException {
        int written = 0;
        while (stream.isReady()) {
            Run run = cursor.next();
            if (run == null) {
                return !tellOfLoss() || (writeControl() && writeEvents());
            }
            write(run);
            if (cursor.isAtEnd()) {
                return true;
            }
            written += run.length();
            if (written > LARGEST_TURN) {
                again.run();
                // What was written may go out meanwhile, but a poll's answer is not complete yet.
                return !pace.isLongPoll();
            }
        }
        return false;
    }

    private void write(Run run) throws IOException {
        if (run.length() > 0) {
            stream.write(run);
            delivered.add(run.events());
            writer.noteWritten(run);
            answered = true;
        }
    }

    private boolean tellOfLoss() {
        ResetReason loss = cursor.passLoss();
        if (loss != null) {
            control.add(SseFrame.encode(ControlFrames.reset(loss)));
            answered = true;
            writer.noteReset(loss);
        }
        return loss != null;
    }
}
