package dev.eventsource.broker.token;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.it.support.Jwt;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One key with one algorithm, as a setting has it. */
class TokenKeyTest {
    private static final String SECRET = "a secret of thirty-two bytes or more";
    private static final KeyPair RSA = pair("RSA", 2_048);
    private static final KeyPair EC = pair("EC", 256);

    private static KeyPair pair(String kind, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Key key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----";
    }

    private static Jwt jwt(String algorithm) {
        return new Jwt("{\"alg\":\"" + algorithm + "\"}", "{\"mercure\":{}}");
    }

    @Test
    void provesWhatItHasSigned() {
        String ofSecret = jwt("HS256").signed(SECRET);
        String ofRsa = jwt("RS256").signed(RSA.getPrivate(), "SHA256withRSA");
        String ofEc = jwt("ES256").signed(EC.getPrivate(), "SHA256withECDSAinP1363Format");
        assertThatCode(() -> {
                    require(TokenKey.of(SECRET, "HS256"), ofSecret);
                    require(TokenKey.of(pem(RSA.getPublic()), "RS256"), ofRsa);
                    require(TokenKey.of(pem(EC.getPublic()), "ES256"), ofEc);
                })
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> require(TokenKey.of(SECRET + "!", "HS256"), ofSecret))
                .isInstanceOf(RefusedToken.class);
    }

    /** A token could choose one by which a public key is a secret. */
    @Test
    void takesNoOtherAlgorithmThanItsOwn() {
        String confused = jwt("HS256").signed(pem(RSA.getPublic()));
        String none = jwt("none").content() + ".";
        TokenKey key = TokenKey.of(pem(RSA.getPublic()), "RS256");
        assertThatThrownBy(() -> require(key, confused)).isInstanceOf(RefusedToken.class);
        assertThatThrownBy(() -> require(key, none)).isInstanceOf(RefusedToken.class);
        assertThatThrownBy(
                        () -> require(TokenKey.of(SECRET, "HS512"), jwt("HS256").signed(SECRET)))
                .isInstanceOf(RefusedToken.class);
    }

    private static void require(TokenKey key, String token) {
        key.requireSigned(UnprovenToken.parse(token));
    }

    @ParameterizedTest
    @CsvSource({
        "'', HS256",
        "a secret of less than 32 bytes, HS256",
        "a secret of thirty-two bytes or more, RS256",
        "RSA, HS256",
        "RSA, ES256",
        "EC, PS256",
        "EC, ES384"
    })
    void isNoneOfWhichTheAlgorithmMakesNothing(String key, String algorithm) {
        String text = key.replace("RSA", pem(RSA.getPublic())).replace("EC", pem(EC.getPublic()));
        assertThatThrownBy(() -> TokenKey.of(text, algorithm)).isInstanceOf(IllegalArgumentException.class);
    }
}
