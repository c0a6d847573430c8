package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Cursor;
import dev.eventsource.broker.channel.LogReader;
import dev.eventsource.broker.channel.Opening;
import dev.eventsource.broker.event.SseFrame;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * One open stream, from its first block to its end; the package's description draws its states.
 *
 * <p>Any thread may call, unless a method says otherwise, and none waits: whatever touches the stream is posted to its
 * writer, to whose thread {@link Outflow} and all that is behind it belong. The fields are set once, by the constructor, but
 * for {@code closed}: the writer's thread sets it when the stream ends, or the request's when it could not be opened, and
 * who of them is first has the end to see to.
 */
final class Subscriber implements LogReader {
    private final Writer writer;
    private final EventStream stream;
    private final Outflow outflow;
    private final Consumer<Subscriber> onEnd;
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
        this.outflow = new Outflow(this, writer, new Delivery(writer, cursor, stream, pace, delivered), stream, pace);
        this.onEnd = onEnd;
    }

    /** Which of all writers serves it, from 0. */
    int writer() {
        return writer.number();
    }

    /** Starts the output with its first block. Called once, by the request's thread or the writer's. */
    void start(Opening opening, byte[] first) {
        writer.execute(() -> outflow.begin(first, opening instanceof Opening.Reset));
        listen();
    }

    /** Tells the browser, in place of a first block, to come back later. Called once, instead of {@link #start}. */
    void turnAway() {
        retire();
        listen();
    }

    /** A stream may have been ended before it began, by a newer one of its socket. */
    private void listen() {
        try {
            stream.listen(() -> writer.execute(outflow::onWritable), () -> writer.execute(this::end));
        } catch (IllegalStateException e) {
            close();
        }
    }

    /** Does something on the writer's thread, unless the stream has ended; where that fails, it ends. */
    void execute(Runnable task) {
        writer.execute(() -> {
            if (!isClosed()) {
                endIfFailing(task);
            }
        });
    }

    private void endIfFailing(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            end();
            throw e;
        }
    }

    /** Has the browser come back, to this node or another: ends the stream once all that there is has been written. */
    void retire() {
        writer.execute(outflow::leave);
    }

    /** Writes what there is, as far as the server takes it. The writer's thread alone calls it. */
    @Override
    public void advance() {
        outflow.advance();
    }

    /**
     * Sends a heartbeat where one is due; answers when the next can be, by the writer's clock. The writer's thread alone
     * calls it.
     */
    long beat(long now) {
        return outflow.beat(now);
    }

    /** Ends the stream. The writer's thread alone calls it, or who stopped that thread. */
    void end() {
        if (giveUp()) {
            try {
                stream.complete();
            } finally {
                onEnd.accept(this);
            }
        }
    }

    /** Leaves a stream that could not be opened to whoever answers instead; false where it has ended. */
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
        return CompletableFuture.runAsync(() -> outflow.send(frame), writer::execute);
    }

    @Override
    public void close() {
        writer.execute(this::end);
    }
}
