package dev.eventsource.broker.it.client;

import dev.eventsource.broker.it.support.FrameReader;
import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.process.GuardedProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a shell script does with curl: run it, and when the stream has ended run it again with the last id that came.
 * Frames are added up over the runs; the thread of the test alone asks for them, and so starts what is to be started.
 */
final class CurlClient implements ClientOfOthers {
    private final URI stream;
    private final List<Received> before = new ArrayList<>();
    private Path output;
    private GuardedProcess process;

    private CurlClient(URI stream) {
        this.stream = stream;
        output = newFile();
        process = run(output, "");
    }

    static CurlClient start(URI stream) {
        return new CurlClient(stream);
    }

    @Override
    public List<Received> received() {
        boolean ended = !process.isAlive();
        var all = new ArrayList<>(before);
        all.addAll(read(output));
        if (ended) {
            before.clear();
            before.addAll(all);
            output = newFile();
            process = run(output, lastId());
        }
        return all;
    }

    private String lastId() {
        return before.stream().map(Received::id).filter(id -> !id.isEmpty()).reduce("", (earlier, later) -> later);
    }

    private GuardedProcess run(Path file, String lastId) {
        var command = new ArrayList<>(List.of(new Program("curl").path().toString(), "-sN"));
        if (!lastId.isEmpty()) {
            command.addAll(List.of("-H", "Last-Event-ID: " + lastId));
        }
        command.add(stream.toString());
        return GuardedProcess.start(command, Map.of(), file);
    }

    private static Path newFile() {
        try {
            return Files.createTempFile("curl-", ".txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Received> read(Path file) {
        var frames = new ArrayList<String>();
        try {
            new FrameReader(frames::add).readAll(new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frames.stream()
                .filter(frame -> frame.endsWith("\n\n"))
                .map(CurlClient::parse)
                .toList();
    }

    private static Received parse(String frame) {
        String id = "";
        String name = "message";
        var data = new ArrayList<String>();
        for (String line : frame.split("\n", -1)) {
            if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data.add(line.substring("data: ".length()));
            }
        }
        return new Received(id, name, String.join("\n", data));
    }

    @Override
    public void close() {
        process.close();
    }
}
