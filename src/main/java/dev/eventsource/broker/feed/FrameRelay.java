package dev.eventsource.broker.feed;

import com.rabbitmq.client.WriteListener;
import com.rabbitmq.client.impl.AMQConnection;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** Hands everything through to another handler of frames. */
abstract class FrameRelay implements FrameHandler {
    private final FrameHandler frames;

    FrameRelay(FrameHandler frames) {
        this.frames = frames;
    }

    @Override
    public @Nullable Frame readFrame() throws IOException {
        return frames.readFrame();
    }

    @Override
    public void setFrameMax(int frameMax) {
        frames.setFrameMax(frameMax);
    }

    @Override
    public boolean internalHearbeat() {
        return frames.internalHearbeat();
    }

    @Override
    public void setTimeout(int timeoutMs) throws SocketException {
        frames.setTimeout(timeoutMs);
    }

    @Override
    public int getTimeout() throws SocketException {
        return frames.getTimeout();
    }

    @Override
    public void sendHeader() throws IOException {
        frames.sendHeader();
    }

    @Override
    public void initialize(AMQConnection connection) {
        frames.initialize(connection);
    }

    @Override
    public void startProcessing() {
        frames.startProcessing();
    }

    @Override
    public void finishConnectionNegotiation() {
        frames.finishConnectionNegotiation();
    }

    @Override
    public void writeFrame(Frame frame) throws IOException {
        frames.writeFrame(frame);
    }

    @Override
    public void flush(WriteListener listener) throws IOException {
        frames.flush(listener);
    }

    @Override
    public void close() {
        frames.close();
    }

    @Override
    public InetAddress getLocalAddress() {
        return frames.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return frames.getLocalPort();
    }

    @Override
    public InetAddress getAddress() {
        return frames.getAddress();
    }

    @Override
    public int getPort() {
        return frames.getPort();
    }
}
