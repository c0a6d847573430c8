package dev.eventsource.broker.feed;

import dev.eventsource.broker.amqp.AmqpFailure;
import dev.eventsource.broker.http.TraceParent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * Hands the stream's messages to the intake, in their order. What comes behind a hole in which messages may have stood is
 * held until RabbitMQ has said whether the one in front of it is still there. Its answer holds for what had come when it was
 * asked, and no further: what came since may have been read later than the answer was given.
 *
 * <p>Where more comes meanwhile than can be held, or nothing was answered, whoever reads is told of a gap rather than of none.
 * Called by the connection's reading thread alone, as are the answers; only that there is none is told by another.
 */
final class StreamReader {
    static final long MOST_HELD_BYTES = 32L << 20;

    private static final Logger LOG = System.getLogger(StreamReader.class.getName());
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LogStream stream;
    private final Intake intake;
    private final Loss loss;
    private final LongFunction<CompletableFuture<Boolean>> isThere;
    private final LongConsumer taken;
    private final Deque<StreamMessage> held = new ArrayDeque<>();
    private long heldBytes;
    private boolean asks;
    private long questions;
    private long silentUntil = System.nanoTime();

    /**
     * Reads for one session.
     *
     * @param isThere whether the stream still has the message at an offset
     * @param taken is told the delivery tag of each message that has been handed on
     */
    StreamReader(
            LogStream stream,
            Intake intake,
            Loss loss,
            LongFunction<CompletableFuture<Boolean>> isThere,
            LongConsumer taken) {
        this.stream = stream;
        this.intake = intake;
        this.loss = loss;
        this.isThere = isThere;
        this.taken = taken;
    }

    /** A message came, behind all others. */
    void read(StreamMessage message) {
        held.add(message);
        heldBytes += message.bytes();
        if (!asks) {
            readOn();
        } else if (heldBytes > MOST_HELD_BYTES) {
            settle(newest(), false);
        }
    }

    private void readOn() {
        while (!asks && !held.isEmpty() && !loss.isNoted()) {
            StreamMessage message = held.element();
            if (take(message)) {
                held.remove();
                heldBytes -= message.bytes();
                taken.accept(message.deliveryTag());
            } else {
                ask();
            }
        }
    }

    private boolean take(StreamMessage message) {
        TraceParent.begin(message.traceParent());
        try {
            return handOn(message);
        } finally {
            TraceParent.end();
        }
    }

    private boolean handOn(StreamMessage message) {
        if (!message.isReadable()) {
            intake.refuseUnreadable(stream.passOver());
        } else if (message.offset() < 0) {
            loss.note("the queue is not a stream: delete it");
        } else {
            return intake.take(message.offset(), message.body(), message.arrival());
        }
        return true;
    }

    private void ask() {
        long upTo = newest();
        long question = ++questions;
        asks = true;
        CompletableFuture<Void> unused = isThere.apply(stream.lastOffset())
                .thenAccept(answer -> {
                    if (asks && question == questions && !loss.isNoted()) {
                        settle(upTo, answer);
                    }
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        loss.note("whether messages were dropped is not known: " + AmqpFailure.inWords(failure));
                    }
                });
    }

    private void settle(long upTo, boolean isComplete) {
        asks = false;
        if (!isComplete) {
            warn();
        }
        stream.settle(upTo, isComplete);
        readOn();
    }

    private long newest() {
        return held.stream().mapToLong(StreamMessage::offset).max().orElse(-1);
    }

    private void warn() {
        long now = System.nanoTime();
        if (now - silentUntil >= 0) {
            silentUntil = now + SILENCE_NANOS;
            LOG.log(
                    Level.WARNING,
                    "RabbitMQ may have dropped messages behind offset {0} before this node had read them, which"
                            + " subscribers are told: the node is too slow, or the stream keeps too little",
                    Long.toString(stream.lastOffset()));
        }
    }
}
