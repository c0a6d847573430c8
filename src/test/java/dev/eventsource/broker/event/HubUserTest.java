package dev.eventsource.broker.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.url.HubUrl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubUserTest {
    private static final HubUrl HUB = HubUrl.of("https://example.org/hub/mercure");

    private final HubUser alice = new HubUser(new EventRules(100, true, HUB), "alice");

    private static Event event(@Nullable String user, String channel, @Nullable String id, @Nullable String name) {
        return new Event(new ChannelId(user, channel), "data", id, name, "socket");
    }

    private static Event update(@Nullable String id, String... topics) {
        Update update = new Update(List.of(topics), false, Duration.ofSeconds(1));
        return new Event(Update.SPACE, "data", id, "kind", null, update);
    }

    @Test
    void anEventOfItsChannelIsAPrivateUpdateToo() {
        Event event = event("alice", "books/1", "id-1", "kind");
        Update update = new Update(List.of("books/1"), true, null);
        assertThat(alice.all(List.of(event)))
                .containsExactly(event, new Event(Update.SPACE, "data", "id-1", "kind", null, update));
        assertThat(alice.all(List.of(event(null, "books/1", null, null)))).hasSize(2);
    }

    @Test
    void anEventOfSeveralChannelsIsOneUpdateOfAsManyTopics() {
        List<Event> events =
                List.of(event("alice", "a", null, null), event("bob", "b", null, null), event(null, "c", null, null));
        Update update = new Update(List.of("a", "c"), true, null);
        assertThat(alice.all(events)).hasSize(4).contains(new Event(Update.SPACE, "data", null, null, null, update));
    }

    @Test
    void anUpdateIsAnEventOfEachChannelOfItsTopicsToo() {
        Event update = update(null, "books/1", "a".repeat(256), "https://example.org/1", "books/1");
        assertThat(alice.all(List.of(update)))
                .containsExactly(
                        update,
                        new Event(new ChannelId("alice", "books/1"), "data", null, "kind", null),
                        new Event(new ChannelId("alice", "https://example.org/1"), "data", null, "kind", null));
    }

    @Test
    void anotherUsersEventsAreTheirChannelsAlone() {
        assertThat(alice.all(List.of(event("bob", "books/1", null, null)))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "*, id, kind",
        "/.well-known/mercure/subscriptions/a, id, kind",
        "/hub/mercure/a, id, kind",
        "a\u200bb, id, kind",
        "a, earliest, kind",
        "a, #1, kind",
        "a, id, mercure",
        "a, id, eshq:presence"
    })
    void whatTheHubWouldRefuseIsItsChannelsAlone(String channel, String id, String name) {
        assertThat(alice.all(List.of(event("alice", channel, id, name)))).hasSize(1);
    }

    @Test
    void whatTheHubItselfTellsIsOfNoChannel() {
        Update own = new Update(List.of("/.well-known/mercure/subscriptions/a/b"), true, null);
        assertThat(alice.all(List.of(Event.ofHub(own, "id", null, "data")))).hasSize(1);
    }

    @Test
    void withoutOneTheyAreSeparate() {
        HubUser nobody = new HubUser(new EventRules(100, true), "");
        HubUser withoutHub = new HubUser(new EventRules(100), "alice");
        assertThat(nobody.all(List.of(event(null, "a", null, null)))).hasSize(1);
        assertThat(nobody.all(List.of(update(null, "a")))).hasSize(1);
        assertThat(withoutHub.all(List.of(event("alice", "a", null, null)))).hasSize(1);
    }
}
