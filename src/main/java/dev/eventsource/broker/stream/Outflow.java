package dev.eventsource.broker.stream;

import dev.eventsource.broker.event.SseFrame;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the writer does for one stream, each time that it comes to it. All of it belongs to the writer's thread, so no field
 * needs more than that; whatever fails in it ends this stream, and the writer goes on with the others.
 */
final class Outflow {
    private static final long LONGEST_FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Subscriber subscriber;
    private final Writer writer;
    private final Delivery delivery;
    private final EventStream stream;
    private final Pace pace;
    private final @Nullable Term term;
    private boolean leaving;
    private boolean warned;
    private boolean expired;
    private boolean waitsForTurn;

    Outflow(Subscriber subscriber, Writer writer, Delivery delivery, EventStream stream, Pace pace) {
        this.subscriber = subscriber;
        this.writer = writer;
        this.delivery = delivery;
        this.stream = stream;
        this.pace = pace;
        this.term = pace.term();
    }

    /** Takes the first block, and asks for heartbeats. */
    void begin(byte[] firstBlock, boolean isReset) {
        delivery.add(firstBlock);
        if (isReset) {
            // A poll that missed events is answered at once: its page has to reload.
            delivery.setAnswered();
        }
        writer.keepAlive(subscriber);
        advance();
    }

    /** Takes a frame of the broker's own. */
    void send(byte[] frame) {
        delivery.add(frame);
        advance();
    }

    /** Says to come back; once all that there is has been written, the stream ends. */
    void leave() {
        if (!leaving) {
            leaving = true;
            send(SseFrame.retry(ControlFrames.retry()));
        }
    }

    /** The server has called back. */
    void onWritable() {
        stream.setWritable();
        advance();
    }

    /** Writes what there is, as far as the server takes it. */
    void advance() {
        advance(false);
    }

    private void advance(boolean probing) {
        if (subscriber.isClosed() || !stream.isWritable()) {
            return;
        }
        try {
            follow(delivery.advance());
            if (probing && !subscriber.isClosed()) {
                stream.probe();
            }
        } catch (IOException | IllegalStateException e) {
            // The client is gone; it comes back with its last event id, if it does.
            subscriber.end();
        } catch (RuntimeException | Error e) {
            subscriber.end();
            throw e;
        }
    }

    private void follow(Delivery.Outcome outcome) {
        switch (outcome) {
            case CUT_OFF -> endTooSlow();
            case LOST -> subscriber.end();
            case TURN_USED_UP -> advanceInTurn();
            case ALL_WRITTEN -> endIfDone();
            case STUCK -> {
                // The server calls back.
            }
        }
    }

    private void endIfDone() {
        if (leaving || delivery.isAnswer()) {
            subscriber.end();
        }
    }

    /** The others get their turn first; it waits for one at a time, however often it is served meanwhile. */
    private void advanceInTurn() {
        if (!waitsForTurn) {
            waitsForTurn = true;
            writer.execute(() -> {
                waitsForTurn = false;
                advance();
            });
        }
    }

    /** Sends a heartbeat or a word on the stream's term where one is due; answers when the next can be. */
    long beat(long now) {
        long inSilence = beatInSilence(now);
        if (term == null) {
            return inSilence;
        }
        long inTerm = follow(term, now);
        return inTerm - inSilence < 0 ? inTerm : inSilence;
    }

    /** Who takes nothing does not take the last word either, and is ended without it. */
    private long follow(Term end, long now) {
        if (now - end.end() >= LONGEST_FAREWELL_NANOS) {
            subscriber.end();
        } else if (now - end.end() >= 0) {
            sayLast(pace.words().expired(end));
            return end.end() + LONGEST_FAREWELL_NANOS;
        } else if (!warned && now - end.warning() >= 0) {
            warned = true;
            warn(pace.words().expiring(end, now));
        }
        return warned ? end.end() : end.warning();
    }

    private void warn(byte @Nullable [] words) {
        if (words != null) {
            send(words);
        }
    }

    private void sayLast(byte[] words) {
        if (!expired) {
            expired = true;
            leaving = true;
            delivery.addLast(words);
            advance();
        }
    }

    /**
     * Sends a heartbeat where one is due; answers when the next can be. A reader that takes nothing and that the history has
     * passed is ended: there is nothing left that it could be given.
     */
    private long beatInSilence(long now) {
        if (now - delivery.lastWrite() < pace.silenceNanos()) {
            return delivery.lastWrite() + pace.silenceNanos();
        }
        if (stream.isWritable()) {
            delivery.add(pace.words().heartbeat());
            delivery.setAnswered();
            // Finds a client that is gone by the heartbeat that failed, and not by the next one.
            advance(true);
        } else if (delivery.isOvertaken()) {
            endTooSlow();
        }
        return now + pace.silenceNanos();
    }

    private void endTooSlow() {
        writer.noteSlowConsumer();
        subscriber.end();
    }
}
