package dev.eventsource.broker.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LibraryLogsTest {
    private static final Logger MONGODB = Logger.getLogger("org.mongodb.driver");
    private static final Logger CLIENT = Logger.getLogger("org.mongodb.driver.client");

    private static final Logger CONTAINER = Logger.getLogger("jakarta.enterprise.web.core");

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
        assertThat(Logger.getLogger("com.rabbitmq.jms.client.MessageListenerConsumer")
                        .isLoggable(Level.SEVERE))
                .isFalse();
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

    @Test
    void sayNothingOfRequestsThatTheServerCannotMakeOut() {
        logs.quieten();
        assertThat(isLogged("org.apache.catalina.connector.CoyoteAdapter", "postParseRequest"))
                .isFalse();
        assertThat(isLogged("com.sun.enterprise.v3.services.impl.ContainerMapper", "lookupHandler"))
                .isFalse();
        assertThat(isLogged("org.jboss.resteasy.plugins.server.servlet.ServletUtil", "extractHttpHeaders"))
                .isFalse();
        assertThat(isLogged("org.apache.catalina.core.StandardWrapper", "service"))
                .isTrue();
        assertThat(CONTAINER.getFilter().isLoggable(new LogRecord(Level.SEVERE, "no exception")))
                .isTrue();
        logs.restore();
        assertThat(CONTAINER.getFilter()).isNull();
    }

    private static boolean isLogged(String className, String method) {
        var thrown = new IllegalArgumentException();
        thrown.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.lang.Thread", "run", null, 1), new StackTraceElement(className, method, null, 1)
        });
        var record = new LogRecord(Level.SEVERE, "An exception or error occurred in the container");
        record.setThrown(thrown);
        return CONTAINER.getFilter().isLoggable(record);
    }
}
