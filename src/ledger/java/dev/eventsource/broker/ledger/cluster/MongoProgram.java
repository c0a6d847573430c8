package dev.eventsource.broker.ledger.cluster;

import dev.eventsource.broker.run.EmbeddedMongo;
import java.nio.file.Path;

/** The program of a MongoDB that keeps what it has in a file, and closes it at SIGTERM. */
final class MongoProgram {
    static final String PORT = "ledger.mongo.port";
    static final String FILE = "ledger.mongo.file";

    private MongoProgram() {}

    public static void main(String[] args) {
        EmbeddedMongo mongo = EmbeddedMongo.inFile(Integer.getInteger(PORT), Path.of(System.getProperty(FILE)));
        mongo.start();
        Runtime.getRuntime().addShutdownHook(new Thread(mongo::close));
    }
}
