package dev.eventsource.broker.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriverLogTest {
    private static final Logger DRIVERS = Logger.getLogger("org.mongodb.driver");

    @AfterEach
    void restore() {
        DRIVERS.setLevel(null);
    }

    @Test
    void tellsOfWarningsAloneForAsLongAsTheBrokerIsDeployed() {
        var log = new DriverLog();
        log.quieten();
        assertThat(Logger.getLogger("org.mongodb.driver.client").isLoggable(Level.INFO))
                .isFalse();
        assertThat(Logger.getLogger("org.mongodb.driver.client").isLoggable(Level.WARNING))
                .isTrue();
        log.restore();
        assertThat(DRIVERS.getLevel()).isNull();
    }

    @Test
    void leavesALevelThatAnOperatorHasSet() {
        DRIVERS.setLevel(Level.FINE);
        var log = new DriverLog();
        log.quieten();
        log.restore();
        assertThat(DRIVERS.getLevel()).isEqualTo(Level.FINE);
    }
}
