package dev.eventsource.broker.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenTest {
    private static final Instant END = Instant.parse("2026-11-29T12:00:00Z");
    private static final Token ANNS = token("alice", grants("news"), "ann", "1", END);

    private static Token token(String user, Grants grants, String presenceId, String id, Instant end) {
        return new Token(user, grants, presenceId, id, null, end);
    }

    private static Grants grants(String... channels) {
        return new Grants(Stream.of(channels)
                .map(channel -> new Grant(channel, null, Set.of(Right.SUBSCRIBE)))
                .toList());
    }

    @Test
    void hasTheMarkOfOneThatSaysTheSameAndOfNoOther() {
        assertThat(token("alice", grants("news"), "ann", "1", END).mark()).isEqualTo(ANNS.mark());
        assertThat(Stream.of(
                                token("bob", grants("news"), "ann", "1", END),
                                token("alice", grants("sport"), "ann", "1", END),
                                token("alice", grants("news", "sport"), "ann", "1", END),
                                token("alice", grants("news"), "bea", "1", END),
                                token("alice", grants("news"), "ann", "2", END),
                                token("alice", grants("news"), "1", "ann", END),
                                token("alice", grants("news"), "ann", "1", END.plusSeconds(1)),
                                new Token("alice", grants("news"), "ann", "1", END.minusSeconds(60), END),
                                new Token("alice", grants("news"), null, "1", null, END),
                                new Token("alice", grants("news"), "ann", null, null, END))
                        .map(Token::mark)
                        .toList())
                .doesNotContain(ANNS.mark())
                .doesNotHaveDuplicates();
    }

    /** Of one that allows very much, too. */
    @Test
    void withoutItsGrantsAllowsNothingAndIsTheSameElse() {
        String[] many = IntStream.range(0, 256).mapToObj(i -> "channel-" + i).toArray(String[]::new);
        Token bare = token("alice", grants(many), "ann", "1", END).withoutGrants();
        assertThat(bare).isEqualTo(token("alice", new Grants(List.of()), "ann", "1", END));
    }
}
