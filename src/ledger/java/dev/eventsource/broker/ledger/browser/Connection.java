package dev.eventsource.broker.ledger.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.OptionalLong;

/** One {@code GET /eventsource}, from connecting to its end, of which its owner hears once. Belongs to the loop's thread. */
final class Connection {
    /** Small, so that a browser that does not read is soon felt by the broker. */
    static final int RECEIVE_BUFFER = 64 << 10;

    private final Loop loop;
    private final Owner owner;
    private final String request;
    private final ResponseReader response = new ResponseReader();
    private final EventStreamParser parser;
    private final SocketChannel channel;
    private final SelectionKey key;
    private boolean isOpen;
    private boolean cutsNext;
    private boolean ended;

    /** Whose connection it is. */
    interface Owner {
        /** The head has come. */
        void onHead(ResponseReader response);

        void onFrame(Frame frame);

        void onEnd(String cause);
    }

    /** Begins to connect. */
    Connection(Loop loop, int port, String request, Owner owner) throws IOException {
        this.loop = loop;
        this.owner = owner;
        this.request = request;
        this.parser = new EventStreamParser(owner::onFrame);
        channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        channel.configureBlocking(false);
        key = loop.register(channel, this);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Does what the selector says can be done. */
    void handle() {
        try {
            if (key.isValid() && key.isConnectable()) {
                channel.finishConnect();
                channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
                key.interestOps(SelectionKey.OP_READ);
            } else if (key.isValid() && key.isReadable()) {
                read();
            }
        } catch (IOException e) {
            end("broken off: " + e.getMessage());
        }
    }

    private void read() throws IOException {
        ByteBuffer input = loop.input().clear();
        byte[] body = loop.output();
        int count = channel.read(input);
        int length = response.read(input.flip(), body);
        if (!isOpen && response.status() != 0) {
            isOpen = true;
            owner.onHead(response);
        }
        if (cutsNext && length > 0) {
            parser.take(body, length - 1);
            end("cut in mid-frame");
        } else if (!ended) {
            parser.take(body, length);
        }
        if (count < 0 || response.hasEnded()) {
            end("ended by the server");
        }
    }

    /** Breaks off at the next bytes, of which the last one is lost: a frame's end, or what is in front of it. */
    void cutNext() {
        cutsNext = true;
    }

    /** Reads nothing any more, and again. */
    void setReading(boolean reading) {
        if (key.isValid()) {
            key.interestOps(reading ? SelectionKey.OP_READ : 0);
        }
    }

    OptionalLong retryMillis() {
        return parser.retryMillis();
    }

    /** Closes it, if it is not yet. */
    void end(String cause) {
        if (!ended) {
            ended = true;
            try {
                channel.close();
            } catch (IOException alreadyBroken) {
                // Nothing is left to close.
            }
            owner.onEnd(cause);
        }
    }
}
