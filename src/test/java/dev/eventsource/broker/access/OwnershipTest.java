package dev.eventsource.broker.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.answer.NewRooms;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.mongo.MongoThreads;
import dev.eventsource.broker.mongo.Questions;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.secret.Hmac;
import dev.eventsource.broker.user.RecentUsers;
import dev.eventsource.broker.user.UserDatabase;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private final UserDatabase database = new UserDatabase();
    private final RecentUsers users = database.recentUsers();
    private final Authentication authentication = new Authentication(
            users,
            new Nonces(database.mongo(), Clock.systemUTC()),
            new Questions(new MongoThreads()),
            Clock.systemUTC());

    @AfterEach
    void close() {
        database.close();
    }

    /** Its head says nobody, and all nobodies have one room: who reads nothing of long answers would take the others'. */
    @Test
    void theRoomForAnAnswerIsTheUsersWhomParametersProve() {
        database.add("alice", "secret");
        HttpServletRequest call = NewRooms.call();
        Ownership ownership = new Ownership(authentication, noOperator(), users);
        assertThat(ownership
                        .require(call, signed("alice", "secret"))
                        .toCompletableFuture()
                        .join())
                .isEqualTo("alice");
        assertThat(NewRooms.owner(call)).isEqualTo("alice");
    }

    /** Nobody is asked for operators where a call has credentials. */
    @SuppressWarnings("NullAway")
    private static Operator noOperator() {
        @Nullable Operator none = null;
        return none;
    }

    private static Parameters signed(String key, String secret) {
        long now = Instant.now().getEpochSecond();
        return Parameters.ofQuery(
                "key=%s&timestamp=%d&token=%s".formatted(key, now, Hmac.hex(secret, key + ":" + now)));
    }
}
