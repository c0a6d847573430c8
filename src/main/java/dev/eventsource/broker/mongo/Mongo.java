package dev.eventsource.broker.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.mongodb.ConnectionString;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Objects;
import java.util.function.Supplier;
import org.bson.Document;

/**
 * The database that outlives nodes and is shared by them. Any thread may call; the client pools its connections. {@code away} is written by
 * the health check's thread and {@code closed} by the one that ends the client; any reads them.
 */
@Singleton
public final class Mongo {
    /** How many updates or inserts are to go into one bulk: with a hundred, FerretDB 1.24 on SQLite answers nobody any more. */
    public static final int MOST_IN_BULK = 80;

    private static final String DEFAULT_DATABASE = "eventsourcehq";
    private static final int LAST_OF_ALL = Interceptor.Priority.PLATFORM_AFTER + 1_000;
    private static final int LONGEST_WAIT_MILLIS = 2_000;
    private static final int LONGEST_READ_MILLIS = 5_000;

    private final Failures failures = new Failures(System::nanoTime);
    private final MongoClient client;
    private final MongoDatabase database;
    private volatile boolean away;
    private volatile boolean closed;

    /** Opens the client, which connects by itself and again whenever it has to; nothing here waits for MongoDB. */
    @Inject
    public Mongo(Settings settings) {
        ConnectionString url = parse(settings);
        this.client = MongoClients.create(clientSettings(url));
        this.database = client.getDatabase(Objects.requireNonNullElse(url.getDatabase(), DEFAULT_DATABASE));
    }

    /** The URL as the driver reads it. */
    static ConnectionString parse(Settings settings) {
        ConnectionString url;
        try {
            url = new ConnectionString(settings.text(Setting.MONGO_URL));
        } catch (IllegalArgumentException e) {
            // Its words may have the password in them.
            throw settings.invalid(Setting.MONGO_URL);
        }
        try {
            clientSettings(url);
            return url;
        } catch (IllegalArgumentException | IllegalStateException e) {
            // Of options that do not go with others, or with the driver.
            throw settings.invalid(Setting.MONGO_URL, String.valueOf(e.getMessage()));
        }
    }

    private static MongoClientSettings clientSettings(ConnectionString url) {
        return MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(LONGEST_WAIT_MILLIS, MILLISECONDS))
                .applyToServerSettings(server -> server.heartbeatFrequency(2, SECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(LONGEST_WAIT_MILLIS, MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(LONGEST_WAIT_MILLIS, MILLISECONDS)
                        .readTimeout(LONGEST_READ_MILLIS, MILLISECONDS))
                .applyConnectionString(url)
                .applicationName(Objects.requireNonNullElse(url.getApplicationName(), "eventsource-broker"))
                .build();
    }

    /** After all that may still write to it. */
    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) @Priority(LAST_OF_ALL) Shutdown undeployment) {
        close();
    }

    /** Ends the client and its threads. */
    public void close() {
        closed = true;
        client.close();
        DriverThread.end();
    }

    /** The database that {@code MONGO_URL} names. */
    public MongoDatabase database() {
        return database;
    }

    /** Notes whether MongoDB answers the health check; while it does not, nobody else waits for it. */
    void noteAway(boolean nowAway) {
        away = nowAway;
    }

    /** Inserts a document; false where one with its id, or with what is to be unique of it, is there already. */
    public boolean insert(MongoCollection<Document> collection, Document document) {
        return call(collection, () -> {
            try {
                collection.insertOne(document);
                return true;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                    return false;
                }
                throw e;
            }
        });
    }

    /**
     * The result of {@code operation}; {@link Unavailable} where MongoDB does not answer it in time, and a lasting one where
     * it refuses it.
     *
     * @param collection what the operation is on, for the log
     */
    public <T> T call(MongoCollection<?> collection, Supplier<T> operation) {
        if (away || closed) {
            throw Failures.noAnswer();
        }
        try {
            return operation.get();
        } catch (IllegalStateException e) {
            // So the driver says that it was closed, under an operation that hung until then.
            throw closed ? Failures.noAnswer() : e;
        } catch (MongoException e) {
            throw failures.of(e, collection.getNamespace().getCollectionName());
        }
    }
}
