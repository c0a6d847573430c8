package dev.eventsource.broker.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** This end of a server's {@link dev.eventsource.broker.bench.feed.FeedPort}. */
final class FeedLink implements Source {
    private final Socket socket;
    private final BufferedReader answers;

    FeedLink(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on events go to that many channels in turn, numbered from 0 on each. */
    void begin(String channel, int count, int length) {
        command("begin " + channel + " " + count + " " + length);
        answer();
    }

    @Override
    public void send(int count) {
        command("send " + count);
    }

    @Override
    public void pace(int perSecond, int count) {
        command("pace " + perSecond + " " + count);
    }

    /** In bytes, after a collection. */
    long heapInUse() {
        command("heap");
        return Long.parseLong(answer());
    }

    /** In bytes: what the process has of the machine's memory, its heap among it. */
    long resident() {
        command("resident");
        return Long.parseLong(answer());
    }

    /** The processor time that the server took since its start. */
    long cpuNanos() {
        command("cpu");
        return Long.parseLong(answer());
    }

    /** The server's process. */
    long pid() {
        command("pid");
        return Long.parseLong(answer());
    }

    private void command(String line) {
        try {
            socket.getOutputStream().write((line + "\n").getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the server under test has closed its feed");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
