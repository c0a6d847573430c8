package dev.eventsource.broker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;
import dev.eventsource.broker.user.RecentUsers;
import dev.eventsource.broker.user.UserDatabase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastValueMarksTest {
    private final UserDatabase database = new UserDatabase();
    private final RecentUsers users = database.recentUsers();
    private final LastValueMarks marks = new LastValueMarks(users);

    @BeforeEach
    void addAlice() {
        database.add("alice", "secret");
        database.set("alice", "retained", List.of("price.*"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Event event(String user, String channel) {
        return new Event(new ChannelId(user, channel), "d", null, null, null);
    }

    private @Nullable Retain retainOf(Event event) throws Exception {
        return marks.mark(String.valueOf(event.channel().user()), event)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .retain();
    }

    @Test
    void anEventIsALastValueWhereTheListOfItsUserSaysSo() throws Exception {
        assertThat(retainOf(event("alice", "price.a"))).isEqualTo(Retain.CHANNEL);
        assertThat(retainOf(event("alice", "price"))).isNull();
        assertThat(retainOf(event("nobody", "price.a"))).isNull();
    }

    @Test
    void theKeyThatItsPublisherNamesStays() throws Exception {
        Event ofKey = event("alice", "price.a").withRetain(new Retain("7"));
        assertThat(retainOf(ofKey)).isEqualTo(new Retain("7"));
    }

    /** And by what was known lately the mark is made all the same. */
    @Test
    void whileMongoDbIsAwayAnEventOfAnUnknownUserGoesOutAsItCame() throws Exception {
        retainOf(event("alice", "price.a"));
        database.stop();
        assertThat(retainOf(event("alice", "price.a"))).isEqualTo(Retain.CHANNEL);
        assertThat(retainOf(event("bob", "price.a"))).isNull();
    }
}
