package dev.eventsource.broker.it.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How a stream opens, and from where it goes on. */
public interface OpeningStreams extends FeedTests {
    Pattern OPEN = Pattern.compile("retry: (\\d+)\nevent: eshq:open\ndata: (.+)\n\n");

    @Test
    default void opensWithOneBlock() {
        String socket = Site.ALICES.openSocket("b", "a");
        try (var stream = Site.open(socket)) {
            Matcher first = OPEN.matcher(stream.next());
            assertThat(first.matches()).isTrue();
            assertThat(Integer.parseInt(first.group(1))).isBetween(2000, 4000);
            assertThat(first.group(2)).isEqualTo("{\"socket\":\"" + socket + "\",\"channels\":[\"b\",\"a\"]}");
        }
    }

    @Test
    default void sendsTheHeadersOfAnEventStream() {
        try (var stream = Site.open(Site.ALICES.openSocket("a"))) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.headers())
                    .containsEntry("Content-Type", "text/event-stream;charset=UTF-8")
                    .containsEntry("Cache-Control", "no-store, no-transform")
                    .containsEntry("X-Accel-Buffering", "no")
                    .containsEntry("Access-Control-Allow-Origin", "*")
                    .doesNotContainKey("Access-Control-Allow-Credentials");
        }
    }

    @Test
    default void beatsInSilence() {
        try (var stream = Site.ALICES.subscribe(Site.newChannel())) {
            assertThat(stream.nextOrPing()).isEqualTo("event: ping\ndata: {}\n\n");
            assertThat(stream.nextOrPing()).isEqualTo("event: ping\ndata: {}\n\n");
        }
    }

    @Test
    default void missesNothingBetweenTheTicketAndTheStream() {
        String channel = Site.newChannel();
        publishAndAwait(Message.to(channel).id("before"));
        String socket = Site.ALICES.openSocket(channel);
        exchange().publish(Message.to(channel).id("1"));
        exchange().publish(Message.to(channel).id("2"));
        try (var stream = Site.open(socket)) {
            assertThat(stream.next()).contains("event: eshq:open\n");
            assertThat(stream.next()).startsWith("id: 1\n");
            assertThat(stream.next()).startsWith("id: 2\n");
            exchange().publish(Message.to(channel).id("3"));
            assertThat(stream.next()).startsWith("id: 3\n");
        }
    }

    @Test
    default void carriesSeveralChannelsInTheOrderOfTheExchange() {
        String a = Site.newChannel();
        String b = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(a, b)) {
            for (int i = 0; i < 50; i++) {
                exchange().publish(Message.to(i % 3 == 0 ? a : b).id("" + i));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(stream.next()).startsWith("id: " + i + "\n");
            }
        }
    }

    @Test
    default void narrowsToTheChannelsAskedFor() {
        String a = Site.newChannel();
        String b = Site.newChannel();
        String c = Site.newChannel();
        String socket = Site.ALICES.openSocket(a, b, c);
        try (var stream = Site.open(Form.of("socket", socket, "channel", c, "channel", a))) {
            assertThat(stream.next()).contains("\"" + c + "\"", "\"" + a + "\"").doesNotContain(b);
            exchange().publish(Message.to(b).id("1"));
            exchange().publish(Message.to(a).id("2"));
            exchange().publish(Message.to(c).id("3"));
            assertThat(stream.next()).startsWith("id: 2\n");
            assertThat(stream.next()).startsWith("id: 3\n");
        }
    }

    @Test
    default void aNewerStreamOfTheTicketTakesOver() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        try (var older = Site.open(socket)) {
            assertThat(older.next()).contains("event: eshq:open\n");
            try (var newer = Site.open(socket)) {
                assertThat(newer.next()).contains("event: eshq:open\n");
                older.awaitEnd();
                exchange().publish(Message.to(channel).id("1"));
                assertThat(newer.next()).startsWith("id: 1\n");
            }
        }
    }

    @Test
    default void aTicketOutlivesItsStream() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        for (int i = 0; i < 3; i++) {
            try (var stream = Site.open(socket)) {
                assertThat(stream.next()).contains("event: eshq:open\n");
            }
        }
    }
}
