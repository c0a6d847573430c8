package dev.eventsource.broker.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LibraryLogsTest {
    private static final Logger MONGODB = Logger.getLogger("org.mongodb.driver");
    private static final Logger CLIENT = Logger.getLogger("org.mongodb.driver.client");

    private final LibraryLogs logs = new LibraryLogs();

    @AfterEach
    void restore() {
        MONGODB.setLevel(null);
        logs.restore();
    }

    @Test
    void areQuietForAsLongAsTheBrokerIsDeployed() {
        logs.quieten();
        assertThat(CLIENT.isLoggable(Level.INFO)).isFalse();
        assertThat(CLIENT.isLoggable(Level.WARNING)).isTrue();
        logs.restore();
        assertThat(MONGODB.getLevel()).isNull();
    }

    @Test
    void keepALevelThatAnOperatorHasSet() {
        MONGODB.setLevel(Level.FINE);
        logs.quieten();
        logs.restore();
        assertThat(MONGODB.getLevel()).isEqualTo(Level.FINE);
    }
}
