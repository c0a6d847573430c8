package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Connections;
import dev.eventsource.broker.it.support.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The tickets as MongoDB keeps them. */
public interface Tickets {
    Duration LIFE = Duration.ofSeconds(60);

    /** Or nodes whose clocks differ would let each other's tickets lapse; this MongoDB's clock is minutes ahead. */
    @Test
    default void liveByMongoDbsClock() {
        try (var connections = new Connections()) {
            Instant before = Broker.MONGO.now();
            String socket = Site.ALICES.openSocket("a");
            Instant after = Broker.MONGO.now();
            Document ticket = connections.ticket(socket);
            assertAbout(ticket.getDate("opened_at"), before, after);
            assertAbout(ticket.getDate("disconnect_at"), before.plus(LIFE), after.plus(LIFE));
        }
    }

    /** Give or take what an answer of MongoDB may take. */
    private static void assertAbout(Date time, Instant earliest, Instant latest) {
        assertThat(time.toInstant()).isBetween(earliest.minusSeconds(5), latest.plusSeconds(5));
    }
}
