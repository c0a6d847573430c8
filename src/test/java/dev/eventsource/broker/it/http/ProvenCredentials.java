package dev.eventsource.broker.it.http;

import static java.time.Instant.now;

import dev.eventsource.broker.it.support.Credentials;
import java.util.Locale;
import java.util.function.BiFunction;

/** The forms in which a user's server may say who it is. */
enum ProvenCredentials {
    SHA1(Credentials::sha1),
    SHA1_OF_A_SLOW_CLOCK((key, secret) -> Credentials.sha1(key, secret, now().minusSeconds(280))),
    SHA1_OF_A_FAST_CLOCK((key, secret) -> Credentials.sha1(key, secret, now().plusSeconds(280))),
    HMAC(Credentials::hmac),
    HMAC_OF_A_SLOW_CLOCK((key, secret) -> Credentials.hmac(key, secret, now().minusSeconds(280))),
    HMAC_OF_A_FAST_CLOCK((key, secret) -> Credentials.hmac(key, secret, now().plusSeconds(280))),
    BASIC(Credentials::basic),
    BASIC_IN_ANOTHER_CASE((key, secret) -> {
        Credentials basic = Credentials.basic(key, secret);
        return new Credentials(
                basic.parameters(), basic.authorization().replace("Basic", "Basic".toLowerCase(Locale.ROOT)));
    });

    @SuppressWarnings("ImmutableEnumChecker") // they hold nothing
    private final BiFunction<String, String, Credentials> form;

    ProvenCredentials(BiFunction<String, String, Credentials> form) {
        this.form = form;
    }

    Credentials of(String key, String secret) {
        return form.apply(key, secret);
    }
}
