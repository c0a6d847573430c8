package dev.eventsource.broker.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.answer.NewRooms;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.user.NewUsers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TokensTest {
    private final HttpServletRequest call = NewRooms.call();

    private Tokens tokens(CompletionStage<Bearer> proof) {
        return new Tokens((request, parameters) -> Optional.of("t"), head -> Optional.empty(), text -> proof);
    }

    /** Whoever bears a token of another user, or none, keeps their own. */
    @Test
    void whatACallWithATokenIsAnsweredIsOfTheTokensUserOnceItIsProven() {
        CompletableFuture<Bearer> proof = new CompletableFuture<>();
        assertThat(tokens(proof).of(call, Parameters.ofQuery(null))).isPresent();
        assertThat(NewRooms.owner(call)).isEmpty();
        proof.complete(new Bearer(NewUsers.of("alice"), NewTokens.of("alice", "news")));
        assertThat(NewRooms.owner(call)).contains("alice").isNotEqualTo("alice");
    }

    @Test
    void aTokenThatProvesNothingTakesTheRoomOfNobody() {
        assertThat(tokens(CompletableFuture.failedFuture(Problem.noBearer())).of(call, Parameters.ofQuery(null)))
                .isPresent();
        assertThat(NewRooms.owner(call)).isEmpty();
    }
}
