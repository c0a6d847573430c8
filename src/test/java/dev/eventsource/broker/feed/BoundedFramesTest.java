package dev.eventsource.broker.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandler;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class BoundedFramesTest {
    private final Queue<Frame> incoming = new ArrayDeque<>();
    private int frameMax;
    private final BoundedFrames frames = new BoundedFrames(handler(), 10);

    @Test
    void handsOnABodyThatIsShortEnough() throws IOException {
        incoming.addAll(List.of(header(1, 10), body(1, 6), body(1, 4)));
        assertThat(bodySize(next())).isEqualTo(10);
        assertThat(next().getPayload()).hasSize(6);
        assertThat(next().getPayload()).hasSize(4);
    }

    @Test
    void cutsALongerOneAndGoesOnBehindIt() throws IOException {
        incoming.addAll(List.of(header(1, 30), body(1, 8), body(1, 8), body(1, 14), header(1, 3), body(1, 3)));
        assertThat(bodySize(next())).isEqualTo(10);
        assertThat(next().getPayload()).hasSize(8);
        assertThat(next().getPayload()).hasSize(2);
        assertThat(bodySize(next())).isEqualTo(3);
        assertThat(next().getPayload()).hasSize(3);
    }

    @Test
    void keepsChannelsApart() throws IOException {
        incoming.addAll(List.of(header(1, 30), header(2, 10), body(1, 20), body(2, 10), body(1, 10)));
        assertThat(bodySize(next())).isEqualTo(10);
        assertThat(bodySize(next())).isEqualTo(10);
        assertThat(next().getChannel()).isEqualTo(1);
        assertThat(next().getChannel()).isEqualTo(2);
        assertThat(frames.readFrame()).isNull();
    }

    @Test
    void replacesPropertiesThatCannotBeRead() throws IOException {
        Frame broken = header(1, 5);
        // It says that every property follows, and one does.
        ByteBuffer.wrap(broken.getPayload()).putShort(12, (short) 0xFFFC);
        incoming.addAll(List.of(broken, body(1, 5)));
        AMQP.BasicProperties properties = properties(next());
        assertThat(BoundedFrames.isUnreadable(properties)).isTrue();
        assertThat(BoundedFrames.isUnreadable(new AMQP.BasicProperties())).isFalse();
        assertThat(next().getPayload()).hasSize(5);
    }

    @Test
    void leavesRoomForWhatTheServerAddsToAHeader() {
        frames.setFrameMax(131_072);
        assertThat(frameMax).isGreaterThan(131_072);
    }

    private Frame next() throws IOException {
        return Objects.requireNonNull(frames.readFrame());
    }

    private static AMQP.BasicProperties properties(Frame header) throws IOException {
        return (AMQP.BasicProperties) AMQImpl.readContentHeaderFrom(header.getInputStream());
    }

    private static Frame header(int channel, long bodySize) throws IOException {
        Frame frame = new AMQP.BasicProperties.Builder()
                .headers(Map.of("a", "b"))
                .build()
                .toFrame(channel, bodySize);
        return new Frame(frame.getType(), channel, frame.getPayload());
    }

    private static Frame body(int channel, int size) {
        return new Frame(AMQP.FRAME_BODY, channel, new byte[size]);
    }

    private static long bodySize(Frame header) {
        return ByteBuffer.wrap(header.getPayload()).getLong(4);
    }

    private FrameHandler handler() {
        return (FrameHandler) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {FrameHandler.class}, (self, method, arguments) -> {
                    if (method.getName().equals("setFrameMax")) {
                        frameMax = (int) arguments[0];
                    }
                    return method.getName().equals("readFrame") ? incoming.poll() : null;
                });
    }
}
