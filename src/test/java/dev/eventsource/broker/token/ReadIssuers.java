package dev.eventsource.broker.token;

import dev.eventsource.broker.user.UserDatabase;
import java.time.Duration;

/** The issuers of users as a node has read them. */
final class ReadIssuers {
    private ReadIssuers() {}

    static UsersIssuers of(UserDatabase database, Issuers issuers) {
        UsersIssuers read =
                new UsersIssuers(database.issuerDocuments(), issuers, Duration.ofMillis(1), System::nanoTime);
        read.turn();
        return read;
    }
}
