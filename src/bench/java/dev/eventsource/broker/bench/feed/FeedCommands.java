package dev.eventsource.broker.bench.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries out the commands of one connection, a line each, in their order:
 *
 * <ul>
 *   <li>{@code begin <channel> <count> <length>}: from now on to this channel, or to {@code <channel>-<n>} in turn where
 *       there are more than one, with data of this length; answers {@code ok}
 *   <li>{@code send <count>}: that many events at once
 *   <li>{@code pace <per second> <count>}: that many events, each when it is due
 *   <li>{@code heap}: answers the bytes in use after a collection
 * </ul>
 */
final class FeedCommands {
    private static final int NANOS_PER_MICRO = 1_000;

    private final EventSink sink;
    private String[] channels = {};
    private long sent;
    private int length;

    FeedCommands(EventSink sink) {
        this.sink = sink;
    }

    void obey(Socket socket) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        OutputStream answers = socket.getOutputStream();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String answer = obey(line.split(" "));
            answers.write(answer.getBytes(US_ASCII));
        }
    }

    private String obey(String[] words) {
        return switch (words[0]) {
            case "begin" -> begin(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "send" -> send(Integer.parseInt(words[1]));
            case "pace" -> pace(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "heap" -> heapInUse() + "\n";
            default -> throw new IllegalArgumentException("no such command: " + words[0]);
        };
    }

    private String begin(String channel, int count, int dataLength) {
        channels = new String[count];
        for (int i = 0; i < count; i++) {
            channels[i] = count == 1 ? channel : channel + "-" + i;
        }
        sent = 0;
        length = dataLength;
        return "ok\n";
    }

    private String send(int count) {
        for (int i = 0; i < count; i++) {
            send(Payload.nowMicros());
        }
        return "";
    }

    /** What is late goes out at once, and its lateness counts: it is measured from when it was due. */
    private String pace(int perSecond, int count) {
        long start = System.nanoTime();
        for (long i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / perSecond;
            awaitTime(due);
            send(due / NANOS_PER_MICRO);
        }
        return "";
    }

    private static void awaitTime(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void send(long dueMicros) {
        String channel = channels[(int) (sent % channels.length)];
        sink.send(channel, Payload.text(sent / channels.length, dueMicros, length));
        sent++;
    }

    /** The second collection takes what the first one only let go of. */
    private static long heapInUse() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
