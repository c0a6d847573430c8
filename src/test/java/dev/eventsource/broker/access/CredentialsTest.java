package dev.eventsource.broker.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    /** {@code printf %s key:secret:1700000000 | sha1sum} */
    private static final String SHA1 = "7e29ac43530bce228d8419e67ea70c8ebab3fff2";

    /** {@code printf %s key:1700000000 | openssl dgst -sha256 -hmac secret} */
    private static final String HMAC = "03e86f6bf9406e2fa7b04da9376e3b6e8a1da0499a5490d450ff55847cf11808";

    private static final String TIMESTAMP = "1700000000";

    @Test
    void basicProvesTheSecretItself() {
        assertThat(new Credentials.Basic("key", "sécret").prove("sécret")).isTrue();
        assertThat(new Credentials.Basic("key", "secret").prove("other")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {SHA1, HMAC})
    void aTokenProvesTheSecretThatMadeIt(String token) {
        assertThat(new Credentials.Token("key", TIMESTAMP, token, null).prove("secret"))
                .isTrue();
        assertThat(new Credentials.Token("key", TIMESTAMP, token, null).prove("other"))
                .isFalse();
        assertThat(new Credentials.Token("other", TIMESTAMP, token, null).prove("secret"))
                .isFalse();
        assertThat(new Credentials.Token("key", "1700000001", token, null).prove("secret"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zz", "00", "not a token at all", "0000000000000000000000000000000000000000"})
    void aTokenOfAnotherFormProvesNothing(String token) {
        assertThat(new Credentials.Token("key", TIMESTAMP, token, null).prove("secret"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,false", "300,false", "-300,false", "301,true", "-301,true"})
    void aTokenLivesFiveMinutesToEitherSide(long difference, boolean expired) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
        Credentials token = new Credentials.Token("key", String.valueOf(1_700_000_000 + difference), "", null);
        assertThat(Authentication.isExpired(token, clock)).isEqualTo(expired);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "1e9", "9223372036854775808", "-9223372036854775808"})
    void aTimestampThatIsNoTimeHasExpired(String timestamp) {
        assertThat(Authentication.isExpired(new Credentials.Token("key", timestamp, "", null), Clock.systemUTC()))
                .isTrue();
    }

    @Test
    void neverShowsASecret() {
        assertThat(new Credentials.Basic("key", "hidden")).asString().doesNotContain("hidden");
        assertThat(new Credentials.Token("key", TIMESTAMP, "hidden", null))
                .asString()
                .doesNotContain("hidden");
    }
}
