package dev.eventsource.broker.bench.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.Socket;

/**
 * Carries out the commands of one connection, a line each, in their order:
 *
 * <ul>
 *   <li>{@code begin <channel> <count> <length>}: from now on to this channel, or to {@code <channel>-<n>} in turn where
 *       there are more than one, with data of this length; answers {@code ok}
 *   <li>{@code send <count>}: that many events at once
 *   <li>{@code pace <per second> <count>}: that many events, each when it is due
 *   <li>{@code heap}: answers the bytes in use after a collection
 *   <li>{@code resident}: answers the bytes of memory that the process has
 *   <li>{@code cpu}: answers the nanoseconds of processor time that it took
 *   <li>{@code pid}: answers its process id
 * </ul>
 */
final class FeedCommands {
    private final EventSink sink;
    private String channel = "";
    private int channels;
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
            case "resident" -> Usage.residentBytes() + "\n";
            case "cpu" -> Usage.cpuNanos() + "\n";
            case "pid" -> ProcessHandle.current().pid() + "\n";
            default -> throw new IllegalArgumentException("no such command: " + words[0]);
        };
    }

    private String begin(String name, int count, int dataLength) {
        channel = name;
        channels = count;
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

    private String pace(int perSecond, int count) {
        Due.each(perSecond, count, this::send);
        return "";
    }

    private void send(long dueMicros) {
        String name = channels == 1 ? channel : channel + "-" + sent % channels;
        sink.send(name, Payload.text(sent / channels, dueMicros, length));
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
