package dev.eventsource.broker.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.token.Grants;
import dev.eventsource.broker.token.NewTokens;
import dev.eventsource.broker.token.Revoked;
import dev.eventsource.broker.token.Token;
import dev.eventsource.broker.user.PublicChannels;
import dev.eventsource.broker.user.RetainedChannels;
import dev.eventsource.broker.user.User;
import dev.eventsource.broker.user.UserDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenStreamsTest {
    private static final User ALICE = new User(
            "alice",
            "secret",
            null,
            null,
            false,
            null,
            true,
            "https://alice.example/hook",
            PublicChannels.NONE,
            RetainedChannels.NONE);

    private final UserDatabase database = new UserDatabase();
    private final NodeByHand node = new NodeByHand(database.mongo(), Instant::now, System::nanoTime);
    private final TokenStreams streams = node.tokenStreams();

    @AfterEach
    void close() {
        database.close();
    }

    private static Token token(String id) {
        return new Token(
                "alice", new Grants(List.of()), null, id, null, Instant.now().plusSeconds(60));
    }

    private Claim open(@Nullable Token token) {
        return streams.open(ALICE, token, List.of("news"), List.of(), "@0");
    }

    /** It may allow two hundred channels, and the stream be of one. */
    @Test
    void keepsOfAStreamsTokenByWhatItIsRevokedAndNotWhatItAllows() {
        Token token = NewTokens.of("alice", "news", "sport");
        assertThat(open(token).token()).isEqualTo(token.withoutGrants()).isNotEqualTo(token);
    }

    @Test
    void tellsOfAStreamThatWasLetInOnceAndOfItsEndOnce() {
        Claim claim = open(token("1"));
        assertThat(node.changes()).as("a limit may turn it away").isEmpty();
        streams.begin(claim);
        assertThat(node.changes()).containsExactly(new StreamChange(claim.socket(), true));
        assertThat(streams.sockets()).containsExactly(claim.socket());
        node.release(claim);
        assertThat(node.changes()).containsExactly(new StreamChange(claim.socket(), false));
        assertThat(streams.sockets()).isEmpty();
        assertThat(streams.users()).isEmpty();
    }

    @Test
    void tellsNobodyOfAStreamThatALimitTurnsAway() {
        Claim claim = open(token("1"));
        assertThat(streams.users()).containsExactly("alice");
        node.release(claim);
        streams.begin(claim);
        assertThat(node.changes()).isEmpty();
        assertThat(streams.users()).isEmpty();
    }

    /** Whoever it is chooses the names, of all that a public pattern matches. */
    @Test
    void tellsNobodyOfWhoShowsNothing() {
        Claim claim = open(null);
        streams.begin(claim);
        assertThat(streams.sockets()).isEmpty();
        assertThat(streams.has(claim.socket())).isFalse();
        assertThat(streams.users()).containsExactly("alice");
        node.release(claim);
        assertThat(node.changes()).isEmpty();
    }

    /** A patterns' stream is on no channel; so only its token says whose it is. */
    @Test
    void endsThoseOnPatternsWhoseTokensAreRevoked() {
        Claim claim = streams.open(ALICE, token("1"), List.of(), List.of(ChannelPattern.parse("#")), "@0");
        streams.begin(claim);
        streams.follow(new Revoked(token -> "1".equals(token.id())));
        assertThat(claim.isLost()).isTrue();
        assertThat(streams.sockets()).isEmpty();
    }

    /** As a stream does of which others could not be told, and which is ended for that. */
    @Test
    void leavesNothingOfAStreamOfWhichOthersCouldNotBeTold() {
        Claim claim = open(token("1"));
        node.failWhenTold();
        assertThatThrownBy(() -> streams.begin(claim)).isInstanceOf(IllegalStateException.class);
        assertThat(streams.has(claim.socket())).isTrue();
        node.release(claim);
        assertThat(streams.has(claim.socket())).isFalse();
        assertThat(streams.users()).isEmpty();
    }

    /** Who is told that it ended may open the next one, as a browser does. */
    @Test
    void endsNoStreamThatHasComeBackBecauseOfThat() {
        Claim first = open(token("1"));
        List<Claim> again = new ArrayList<>();
        first.onLoss(() -> IntStream.range(0, 100).forEach(i -> again.add(open(token("1")))));
        streams.end(claim -> true);
        assertThat(first.isLost()).isTrue();
        assertThat(again).hasSize(100).noneMatch(Claim::isLost);
        assertThat(streams.users()).containsExactly("alice");
    }

    @Test
    void endsThoseWhoseTokensAreRevoked() {
        Claim one = open(token("1"));
        Claim other = open(token("2"));
        Claim open = open(null);
        streams.follow(new Revoked(token -> "1".equals(token.id())));
        assertThat(one.isLost()).isTrue();
        assertThat(other.isLost()).isFalse();
        assertThat(open.isLost()).isFalse();
    }
}
