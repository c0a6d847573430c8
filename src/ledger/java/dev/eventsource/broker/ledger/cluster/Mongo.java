package dev.eventsource.broker.ledger.cluster;

import dev.eventsource.broker.process.ServerProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.run.NodeProcess;
import dev.eventsource.broker.run.Port;
import java.util.Map;

/** The MongoDB of all nodes, which has after a restart what it had before. One thread at a time starts and stops it. */
public final class Mongo implements AutoCloseable {
    private final int port = Port.lasting();
    private ServerProcess process;

    Mongo() {
        process = run();
    }

    String url() {
        return "mongodb://127.0.0.1:" + port + "/eventsourcehq";
    }

    /** In good order, or what it had would not be kept. */
    public void stop() {
        process.close();
    }

    public void start() {
        process = run();
    }

    private ServerProcess run() {
        Map<String, Object> properties =
                Map.of(MongoProgram.PORT, port, MongoProgram.FILE, Target.file("ledger-mongo-" + port + ".h2"));
        return ServerProcess.start("ledger-mongo", NodeProcess.FLAGS, MongoProgram.class, properties)
                .awaitPort(port);
    }

    @Override
    public void close() {
        process.process().kill();
    }
}
