package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Cursor;
import dev.eventsource.broker.channel.Opening;
import dev.eventsource.broker.event.SseFrame;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * One open stream, from its first block to its end.
 *
 * <p>Every field but {@code closed} belongs to the writer's thread. {@code closed} is set once, by that thread or by who
 * {@link #giveUp gives up}, and read by any. {@link #send}, {@link #close} and {@link #execute} may be called by any thread;
 * they post to the writer.
 */
final class Subscriber implements SseEventSink {
    private final Writer writer;
    private final EventStream stream;
    private final Pace pace;
    private final Delivery delivery;
    private final Consumer<Subscriber> onEnd;
    private boolean leaving;
    private boolean waitsForTurn;
    private final AtomicBoolean closed = new AtomicBoolean();

    Subscriber(
            Writer writer,
            Cursor cursor,
            EventStream stream,
            Pace pace,
            LongAdder delivered,
            Consumer<Subscriber> onEnd) {
        this.writer = writer;
        this.stream = stream;
        this.pace = pace;
        this.delivery = new Delivery(writer, cursor, stream, pace, delivered, this::advanceInTurn);
        this.onEnd = onEnd;
    }

    /** Starts the output with its first block. Called once, by the request's thread or the writer's. */
    void start(Opening opening, OutboundSseEvent first) {
        send(first);
        writer.execute(() -> {
            if (opening instanceof Opening.Reset) {
                // A poll that missed events is answered at once: its page has to reload.
                delivery.setAnswered();
            }
            writer.keepAlive(this);
        });
        listen();
    }

    /** Tells the browser, in place of a first block, to come back later. Called once, instead of {@link #start}. */
    void turnAway() {
        retire();
        listen();
    }

    /** Does something on the writer's thread, unless the stream has ended; where that fails, it ends. Never waits. */
    void execute(Runnable task) {
        writer.execute(() -> {
            if (!isClosed()) {
                perform(task);
            }
        });
    }

    private void perform(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            end();
            throw e;
        }
    }

    /** A stream may have been ended before it began, by a newer one of its socket. */
    private void listen() {
        try {
            stream.listen(() -> writer.execute(this::onWritable), () -> writer.execute(this::end));
        } catch (IllegalStateException e) {
            close();
        }
    }

    /** Has the browser come back, to this node or another: ends the stream once all that there is has been written. */
    void retire() {
        writer.execute(() -> {
            if (!leaving) {
                leaving = true;
                delivery.add(SseFrame.retry(ControlFrames.retry()));
                advance();
            }
        });
    }

    private void onWritable() {
        stream.setWritable();
        advance();
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

    /** Writes what there is, as far as the server takes it. */
    void advance() {
        if (isClosed() || !stream.isWritable()) {
            return;
        }
        try {
            boolean allWritten = delivery.advance();
            if (delivery.isCutOff()) {
                writer.noteSlowConsumer();
                end();
            } else if (allWritten && (leaving || delivery.isAnswer())) {
                end();
            }
        } catch (IOException | IllegalStateException e) {
            // The client is gone; it comes back with its last event id, if it does.
            end();
        }
    }

    /**
     * Sends a heartbeat where one is due; answers when the next can be, by {@link System#nanoTime}. A reader that takes
     * nothing and that the history has passed is ended: there is nothing left that it could be given.
     */
    long beat(long now) {
        if (now - stream.lastWrite() < pace.silenceNanos()) {
            return stream.lastWrite() + pace.silenceNanos();
        }
        if (!stream.isWritable() && delivery.isOvertaken()) {
            writer.noteSlowConsumer();
            end();
        } else if (stream.isWritable()) {
            delivery.add(ControlFrames.PING);
            delivery.setAnswered();
            advance();
            probe();
        }
        return now + pace.silenceNanos();
    }

    /** Finds a client that is gone by the heartbeat that failed, and not by the next one. */
    private void probe() {
        try {
            if (!isClosed()) {
                stream.probe();
            }
        } catch (IOException | IllegalStateException e) {
            end();
        }
    }

    /** Ends the stream. The writer's thread alone calls it, or who stopped that thread. */
    void end() {
        if (giveUp()) {
            stream.complete();
            onEnd.accept(this);
        }
    }

    /** Leaves a stream that could not be opened to whoever answers instead; false where it has ended. Any thread may call. */
    boolean giveUp() {
        return closed.compareAndSet(false, true);
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    /** Writes an event of the broker's own in front of the channels' next; done when the writer has taken it. */
    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
        byte[] frame = SseFrame.encode(event);
        return CompletableFuture.runAsync(
                () -> {
                    delivery.add(frame);
                    advance();
                },
                writer::execute);
    }

    @Override
    public void close() {
        writer.execute(this::end);
    }
}
