package dev.eventsource.broker.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

class RefusedMessagesTest {
    private final List<String> lines = new ArrayList<>();

    /** The routing key is the publisher's. */
    @Test
    void whatToChangeForgesNoLine() {
        RefusedMessages refused = new RefusedMessages();
        Logger log = Logger.getLogger(RefusedMessages.class.getName());
        Handler handler = handler();
        log.addHandler(handler);
        try {
            refused.note(
                    new RefusedEvent(RefusalReason.BAD_USER, "key 'a\nSEVERE: forged\u2028\u202e'"),
                    1,
                    "b".getBytes(UTF_8));
        } finally {
            log.removeHandler(handler);
        }
        assertThat(lines).singleElement().asString().contains("key 'a?SEVERE: forged??'");
        assertThat(refused.latest().get(0).toString()).contains("key 'a?SEVERE: forged??'");
    }

    private Handler handler() {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
