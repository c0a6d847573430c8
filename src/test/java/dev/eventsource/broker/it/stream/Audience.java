package dev.eventsource.broker.it.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Who gets an event, and who does not. */
public interface Audience extends FeedTests {
    @Test
    default void aUsersEventIsForThatUsersChannelAlone() {
        String channel = Site.newChannel();
        try (var alices = Site.ALICES.subscribe(channel);
                var bobs = Site.BOBS.subscribe(channel)) {
            exchange().publish(Message.to(channel).id("1").with("user", Broker.ALICE.key()));
            exchange().publish(Message.to(channel).id("2").with("user", Broker.BOB.key()));
            exchange().publish(Message.to(channel).id("3"));
            assertThat(alices.next()).startsWith("id: 1\n");
            assertThat(alices.next()).startsWith("id: 3\n");
            assertThat(bobs.next()).startsWith("id: 2\n");
            assertThat(bobs.next()).startsWith("id: 3\n");
        }
    }

    @Test
    default void anEventWithoutUserIsForTheChannelOfEveryUser() {
        String channel = Site.newChannel();
        try (var alices = Site.ALICES.subscribe(channel);
                var bobs = Site.BOBS.subscribe(channel)) {
            exchange().publish(Message.to(channel).id("1"));
            assertThat(alices.next()).startsWith("id: 1\n");
            assertThat(bobs.next()).startsWith("id: 1\n");
        }
    }

    @Test
    default void theSocketThatSentAnEventDoesNotGetIt() {
        String channel = Site.newChannel();
        String sender = Site.ALICES.openSocket(channel);
        try (var sending = Site.open(sender);
                var other = Site.ALICES.subscribe(channel)) {
            assertThat(sending.next()).contains("event: eshq:open\n");
            exchange().publish(Message.to(channel).id("1").with("socket", sender));
            exchange().publish(Message.to(channel).id("2").with("socket", "another"));
            assertThat(sending.next()).startsWith("id: 2\n");
            assertThat(other.next()).startsWith("id: 1\n");
            assertThat(other.next()).startsWith("id: 2\n");
        }
    }

    @Test
    default void aChannelsNameIsTakenAsItIs() {
        String channel = Site.newChannel() + " /?&%2F+\u00e9\ud83d\ude00\"";
        try (var stream = Site.ALICES.subscribe(channel)) {
            exchange().publish(Message.to(channel.toUpperCase(Locale.ROOT)).id("1"));
            exchange().publish(Message.to(channel).id("2"));
            assertThat(stream.next()).startsWith("id: 2\n");
        }
    }
}
