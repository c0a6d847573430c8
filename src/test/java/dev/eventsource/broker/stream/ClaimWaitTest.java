package dev.eventsource.broker.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.Socket;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ClaimWaitTest {
    private static final Claim CLAIM = new Claim(
            new Socket("id", "user", List.of("channel"), null, "@0", Instant.EPOCH, null),
            "stream",
            new CompletableFuture<>());

    private final CompletableFuture<Claim> claim = new CompletableFuture<>();
    private final List<Claim> unused = new ArrayList<>();

    @Test
    void givesWhatComesInTime() {
        claim.complete(CLAIM);
        assertThat(new ClaimWait(1, Duration.ofMinutes(1)).forClaim(claim, unused::add))
                .isEqualTo(CLAIM);
        assertThat(unused).isEmpty();
    }

    @Test
    void throwsWhatItFailedWith() {
        claim.completeExceptionally(new CompletionException(Problem.notFound("none")));
        assertThatThrownBy(() -> new ClaimWait(1, Duration.ofMinutes(1)).forClaim(claim, unused::add))
                .isInstanceOf(WebApplicationException.class);
    }

    @Test
    void waitsNoLongerAndLetsGoOfWhatComesLater() {
        assertThatThrownBy(() -> new ClaimWait(1, Duration.ofMillis(1)).forClaim(claim, unused::add))
                .isInstanceOf(Unavailable.class);
        assertThat(unused).isEmpty();
        claim.complete(CLAIM);
        assertThat(unused).containsExactly(CLAIM);
    }

    @Test
    void doesNotWaitAtAllWhereEnoughDo() {
        ClaimWait wait = new ClaimWait(0, Duration.ofHours(1));
        assertThatThrownBy(() -> wait.forClaim(claim, unused::add)).isInstanceOf(Unavailable.class);
        claim.complete(CLAIM);
        assertThat(unused).containsExactly(CLAIM);
        assertThat(wait.forClaim(claim, unused::add)).isEqualTo(CLAIM);
    }
}
