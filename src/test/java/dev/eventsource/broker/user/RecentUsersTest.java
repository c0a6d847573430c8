package dev.eventsource.broker.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.http.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentUsersTest {
    private final UserDatabase database = new UserDatabase();
    private final AtomicLong now = new AtomicLong();
    private final RecentUsers users = new RecentUsers(new Users(database.mongo()), Runnable::run, now::get);

    @BeforeEach
    void addAlice() {
        database.add("alice", "secret");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void asksNobodyForTenSeconds() {
        assertThat(users.recent("alice")).isEmpty();
        find("alice");
        database.set("alice", "name", "Alice");
        pass(Duration.ofMillis(9_999));
        assertThat(users.recent("alice")).get().extracting(User::name).isEqualTo("alice");
        pass(Duration.ofMillis(1));
        assertThat(users.recent("alice")).isEmpty();
        assertThat(find("alice")).get().extracting(User::name).isEqualTo("Alice");
    }

    @Test
    void knowsANewUserAtOnce() {
        assertThat(find("bob")).isEmpty();
        database.add("bob", "secret");
        assertThat(find("bob")).isPresent();
    }

    @Test
    void forgetsAUserWhoWasChanged() {
        find("alice");
        users.follow(new Signal(Topic.CHANGE_USER, "bob"));
        assertThat(users.recent("alice")).isPresent();
        users.follow(new Signal(Topic.CHANGE_USER, "alice"));
        assertThat(users.recent("alice")).isEmpty();
    }

    @Test
    void tellsWhatAUserWantsAsItWasTenSecondsAgoAtMost() {
        assertThat(wanted("alice").presenceEvents()).isFalse();
        database.set("alice", "presence_events", true);
        pass(Duration.ofSeconds(10));
        assertThat(wanted("alice").presenceEvents()).isTrue();
        database.set("alice", "disabled", true);
        users.forget("alice");
        assertThat(wanted("alice").isEmpty()).isTrue();
    }

    @Test
    void goesOnWithoutMongoDbForFiveMinutes() {
        find("alice");
        database.stop();
        pass(Duration.ofSeconds(299));
        assertThat(find("alice")).isPresent();
        pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> find("alice")).hasCauseInstanceOf(Unavailable.class);
    }

    /** Told at once, for all is done in this thread. */
    private Optional<User> find(String key) {
        return users.find(key).toCompletableFuture().join();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private Notices wanted(String key) {
        return Objects.requireNonNull(users.notices(List.of(key)).get(key));
    }
}
