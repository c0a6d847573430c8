package dev.eventsource.broker.mercure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.roster.Interest;
import dev.eventsource.broker.roster.Subscriber;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SubscriptionListTest {
    private static final Update UPDATE = new Update(List.of("a"), false, null);

    private final Channels channels = new Channels(new Node(), new Settings());

    @Test
    void saysEarliestBeforeTheFirstUpdate() {
        channels.append(new Event(new ChannelId(null, "c"), "d", "of a channel", null, null), 1);
        assertThat(SubscriptionList.last(channels)).isEqualTo("earliest");
    }

    @Test
    void isOfSoManyCharactersAtMost() {
        Selected all = Selected.ofSeven("/.well-known/mercure/subscriptions");
        Subscriber one = new Subscriber("urn:a", List.of(Interest.ofTopic("b".repeat(1 << 10), null)));
        assertThat(SubscriptionList.collection(all, "earliest", visit(one, 800)))
                .hasSizeBetween(1_600_000, 2 << 20);
        assertThatThrownBy(() -> SubscriptionList.collection(all, "earliest", visit(one, 1_000)))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refusal -> assertThat(refusal.getResponse().getStatus()).isEqualTo(503));
    }

    private static Consumer<Predicate<Subscriber>> visit(Subscriber subscriber, int times) {
        return found -> {
            for (int i = 0; i < times; i++) {
                assertThat(found.test(subscriber) || i > 800).isTrue();
            }
        };
    }

    @Test
    void saysWhichUpdateCameLast() {
        String longest = "\u00e9".repeat(127);
        channels.append(new Event(Update.SPACE, "id: x", "first", null, null, UPDATE), 1);
        channels.append(new Event(Update.SPACE, "id: x\nid: y", longest, null, null, UPDATE), 2);
        channels.append(new Event(new ChannelId(null, "c"), "d", "of a channel", null, null), 3);
        assertThat(SubscriptionList.last(channels)).isEqualTo(longest);
        channels.append(new Event(Update.SPACE, "d", null, null, null, UPDATE), 4);
        assertThat(SubscriptionList.last(channels)).startsWith("urn:uuid:");
    }
}
