package dev.eventsource.broker.feed;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The frames of the feed's connection, so that no message that RabbitMQ takes ends the connection, which it would each time
 * it is read again. A body is cut behind the length from which on it is refused in any case, and the rest takes no memory;
 * a header may be longer than what frames were agreed to be, as it is where RabbitMQ adds a stream's offset; and one that the
 * client cannot read is replaced by an empty one. All else is handed through.
 *
 * <p>The connection's reading thread alone reads frames, and touches {@code bodies}.
 */
final class BoundedFrames extends FrameRelay {
    /** What stands in for properties that cannot be read; unknown outside, so that nobody can send it. */
    private static final String UNREADABLE = UUID.randomUUID().toString();

    private static final int SPARE = 128 << 10;
    private static final int BODY_SIZE = Short.BYTES + Short.BYTES;

    private final long longestBody;
    private final Map<Integer, Body> bodies = new HashMap<>();

    /** How much of a body is to be handed on, and how much of it is to be left out. */
    private static final class Body {
        private long kept;
        private long cut;

        private Body(long kept, long cut) {
            this.kept = kept;
            this.cut = cut;
        }
    }

    /** Hands on at most {@code longestBody} bytes of a message's body. */
    BoundedFrames(FrameHandler frames, long longestBody) {
        super(frames);
        this.longestBody = longestBody;
    }

    /** What stands in for properties that cannot be read. */
    static AMQP.BasicProperties unreadable() {
        return new AMQP.BasicProperties.Builder().messageId(UNREADABLE).build();
    }

    /** Whether a message's properties could not be read. */
    static boolean isUnreadable(AMQP.BasicProperties properties) {
        return UNREADABLE.equals(properties.getMessageId());
    }

    @Override
    public @Nullable Frame readFrame() throws IOException {
        while (true) {
            Frame frame = super.readFrame();
            Frame bounded = frame == null ? null : bounded(frame);
            if (frame == null || bounded != null) {
                return bounded;
            }
        }
    }

    private @Nullable Frame bounded(Frame frame) throws IOException {
        return switch (frame.getType()) {
            case AMQP.FRAME_HEADER -> header(frame);
            case AMQP.FRAME_BODY -> body(frame);
            default -> frame;
        };
    }

    private Frame header(Frame frame) throws IOException {
        byte[] payload = frame.getPayload();
        long size = ByteBuffer.wrap(payload).getLong(BODY_SIZE);
        if (size > longestBody) {
            bodies.put(frame.getChannel(), new Body(longestBody, size - longestBody));
            ByteBuffer.wrap(payload).putLong(BODY_SIZE, longestBody);
        }
        return isReadable(frame) ? frame : unreadable(frame.getChannel(), Math.min(size, longestBody));
    }

    /** Tables in tables, say, end the client's stack. */
    private static boolean isReadable(Frame frame) {
        try {
            AMQImpl.readContentHeaderFrom(frame.getInputStream());
            return true;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    private static Frame unreadable(int channel, long size) throws IOException {
        Frame header = unreadable().toFrame(channel, size);
        return new Frame(header.getType(), channel, header.getPayload());
    }

    private @Nullable Frame body(Frame frame) {
        Body body = bodies.get(frame.getChannel());
        if (body == null) {
            return frame;
        }
        byte[] payload = frame.getPayload();
        int kept = (int) Math.min(body.kept, payload.length);
        body.kept -= kept;
        body.cut -= payload.length - kept;
        if (body.kept == 0 && body.cut == 0) {
            bodies.remove(frame.getChannel());
        }
        return kept == 0 ? null : new Frame(frame.getType(), frame.getChannel(), Arrays.copyOf(payload, kept));
    }

    @Override
    public void setFrameMax(int frameMax) {
        super.setFrameMax(frameMax == 0 ? 0 : frameMax + SPARE);
    }
}
