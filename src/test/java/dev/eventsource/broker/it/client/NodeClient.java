package dev.eventsource.broker.it.client;

import dev.eventsource.broker.it.client.ClientOfOthers.Received;
import dev.eventsource.broker.it.support.NodePackages;
import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.process.GuardedProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the clients of follow.mjs, which writes each event to a file as a line of JSON. */
record NodeClient(GuardedProcess process, Path output) implements ClientOfOthers {
    static NodeClient start(URI stream, String client, String... flags) {
        Path directory = NodePackages.directory();
        var command = new ArrayList<>(List.of(new Program("node").path().toString()));
        command.addAll(List.of(flags));
        command.addAll(List.of(directory.resolve("follow.mjs").toString(), client, stream.toString()));
        try {
            Path output = Files.createTempFile(directory, client + "-", ".jsonl");
            return new NodeClient(GuardedProcess.start(command, Map.of("NODE_NO_WARNINGS", "1"), output), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this machine's Node.js knows a flag. */
    static boolean hasFlag(String flag) {
        var command = List.of(new Program("node").path().toString(), flag, "--eval", "");
        Path log = Path.of(System.getProperty("java.io.tmpdir"), "node.log");
        return GuardedProcess.start(command, Map.of(), log).join() == 0;
    }

    @Override
    public List<Received> received() {
        try {
            String written = Files.readString(output);
            return written.substring(0, written.lastIndexOf('\n') + 1)
                    .lines()
                    .map(NodeClient::received)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Received received(String line) {
        JsonObject event = Json.createReader(new StringReader(line)).readObject();
        return new Received(event.getString("id"), event.getString("name"), event.getString("data"));
    }

    @Override
    public void close() {
        process.close();
    }
}
