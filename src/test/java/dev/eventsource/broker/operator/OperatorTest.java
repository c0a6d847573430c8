package dev.eventsource.broker.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.settings.Settings;
import jakarta.enterprise.event.Startup;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorTest {
    private static final Logger LOG = Logger.getLogger(Operator.class.getName());

    private final List<LogRecord> records = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void forget() {
        LOG.removeHandler(handler);
        System.clearProperty("OPERATOR_ON_LOOPBACK");
    }

    @Test
    void warnsOfTrustInLoopbackAtTheStart() {
        start();
        assertThat(records).isEmpty();
        System.setProperty("OPERATOR_ON_LOOPBACK", "true");
        start();
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.WARNING);
            assertThat(record.getMessage()).contains("OPERATOR_ON_LOOPBACK", "proxy", "ADMIN_TOKEN");
        });
    }

    private static void start() {
        Settings settings = new Settings();
        OperatorToken token = new OperatorToken(settings);
        new Operator(token, sessions(token), new WrongTokens(), SessionsTest.nobody(), settings).warn(new Startup());
    }

    private static Sessions sessions(OperatorToken token) {
        return new Sessions(
                new SessionSeal(token),
                new EndedSessions(new OperatorSignals(token, new Signals(SessionsTest.nobody()))));
    }
}
