package dev.eventsource.broker.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RevokedTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private final RevokedTokens revoked = new RevokedTokens();

    private static Token token(
            String user, @Nullable String presenceId, @Nullable String id, @Nullable Instant issuedAt) {
        return new Token(user, Grants.NONE, presenceId, id, issuedAt, NOW.plusSeconds(600));
    }

    private void revoke(Revocation.Kind kind, String value) {
        revoked.add(new Revocation("alice", kind, value, NOW, NOW.plus(Duration.ofDays(1))));
    }

    @Test
    void oneIsRevokedByItsIdWheneverItWasMade() {
        revoke(Revocation.Kind.JTI, "1");
        assertThat(revoked.has(token("alice", null, "1", NOW.plusSeconds(60)))).isTrue();
        assertThat(revoked.has(token("alice", null, "1", null))).isTrue();
        assertThat(revoked.has(token("alice", null, "2", NOW))).isFalse();
        assertThat(revoked.has(token("alice", "1", null, NOW))).isFalse();
        assertThat(revoked.has(token("bob", null, "1", NOW))).isFalse();
    }

    @Test
    void thoseUnderAPresenceIdAreRevokedThatWereMadeBefore() {
        revoke(Revocation.Kind.PRESENCE_ID, "ann");
        assertThat(revoked.has(token("alice", "ann", null, NOW.minusSeconds(1))))
                .isTrue();
        assertThat(revoked.has(token("alice", "ann", null, NOW))).isTrue();
        assertThat(revoked.has(token("alice", "ann", null, null))).isTrue();
        assertThat(revoked.has(token("alice", "ann", null, NOW.plusSeconds(1)))).isFalse();
        assertThat(revoked.has(token("alice", "bill", null, null))).isFalse();
        assertThat(revoked.has(token("bob", "ann", null, null))).isFalse();
    }

    @Test
    void allOfAUserAreRevokedThatWereMadeBefore() {
        revoke(Revocation.Kind.ALL, "");
        assertThat(revoked.has(token("alice", null, null, null))).isTrue();
        assertThat(revoked.has(token("alice", "ann", "1", NOW.plusSeconds(1)))).isFalse();
        assertThat(revoked.has(token("bob", null, null, null))).isFalse();
    }

    @Test
    void takeRoomOnceAndUntilTheyAreOver() {
        revoke(Revocation.Kind.JTI, "1");
        long one = revoked.bytes();
        assertThat(one).isPositive();
        revoke(Revocation.Kind.JTI, "1");
        assertThat(revoked.bytes()).isEqualTo(one);
        revoke(Revocation.Kind.JTI, "2");
        long more = revoked.bytes() - one;
        assertThat(more).isPositive();
        revoke(Revocation.Kind.PRESENCE_ID, "x".repeat(255));
        assertThat(revoked.bytes()).as("long ones take no more").isEqualTo(one + 2 * more);
        revoked.forgetBefore(NOW.plus(Duration.ofDays(2)));
        assertThat(revoked.bytes()).isZero();
    }

    @Test
    void theLatestOfTheSameCounts() {
        revoked.add(new Revocation("alice", Revocation.Kind.ALL, "", NOW.plusSeconds(9), NOW.plusSeconds(99)));
        revoke(Revocation.Kind.ALL, "");
        assertThat(revoked.has(token("alice", null, null, NOW.plusSeconds(5)))).isTrue();
    }

    /** It may have been made at any time, with an end that was too far away then. */
    @Test
    void oneThatDoesNotSayWhenItWasMadeDoesNotComeBackAfterARevocationOfAll() {
        revoked.add(Revocation.of("alice", Revocation.Kind.ALL, "", NOW));
        Instant late = NOW.plus(Duration.ofDays(3_650));
        revoked.forgetBefore(late);
        assertThat(revoked.has(new Token("alice", Grants.NONE, null, null, null, late.plusSeconds(600))))
                .isTrue();
        assertThat(revoked.has(new Token("alice", Grants.NONE, null, null, late, late.plusSeconds(600))))
                .isFalse();
    }

    /** Whatever {@code TOKEN_MAX_SECONDS} was when it was revoked: it may be set to more afterwards. */
    @ParameterizedTest
    @EnumSource(Revocation.Kind.class)
    void noneThatSaysWhenItWasMadeOutlivesItsRevocation(Revocation.Kind kind) {
        String value = kind == Revocation.Kind.ALL ? "" : "1";
        revoked.add(Revocation.of("alice", kind, value, NOW));
        Instant longest = NOW.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(5));
        revoked.forgetBefore(longest);
        assertThat(revoked.has(new Token("alice", Grants.NONE, "1", "1", NOW, longest)))
                .isTrue();
    }

    @Test
    void areForgottenWhenTheirTokensAreOver() {
        revoke(Revocation.Kind.JTI, "1");
        revoked.forgetBefore(NOW.plus(Duration.ofDays(2)));
        assertThat(revoked.has(token("alice", null, "1", null))).isFalse();
    }
}
