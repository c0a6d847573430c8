package dev.eventsource.broker.settings;

import static dev.eventsource.broker.settings.Text.commaSeparated;
import static dev.eventsource.broker.settings.Text.isHttpUrl;
import static dev.eventsource.broker.settings.Text.isPublicUrl;
import static dev.eventsource.broker.settings.Text.isUrl;
import static dev.eventsource.broker.settings.Text.such;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsource.broker.url.HubUrl;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What a setting's text may be, the value that it stands for, and how much of it may be shown. */
@SuppressWarnings("ImmutableEnumChecker") // of functions that keep nothing
enum Kind {
    SECONDS("whole seconds from 1 to 86400", text -> Duration.ofSeconds(Text.number(text, 1, 86_400))),
    BYTES("bytes from 1, with an optional k, M or G", Text::bytes),
    LIMIT("a whole number from 0 to 1000000000", text -> Text.number(text, 0, 1_000_000_000)),
    NAME("1 to 255 bytes of UTF-8", text -> such(text, !text.isEmpty() && text.getBytes(UTF_8).length <= 255)),
    OPTIONAL_NAME("1 to 255 characters, or empty", text -> such(text, text.length() <= 255)),
    FEED("stream, queue or auto", text -> Text.oneOf(text, "stream", "queue", "auto")),
    FLAG("true or false", text -> Boolean.valueOf(Text.oneOf(text, "true", "false"))),
    MERCURE("0, 1 or both, or empty", text -> Text.oneOf(text, "", "0", "1", "both")),
    HUB_URL(
            "an http:// or https:// URL with a path and without a query; MERCURE=1 and both need it",
            text -> such(text, text.isEmpty() || isHubUrl(text))),
    KEYS_URL(
            "an http:// or https:// URL, or empty",
            text -> such(text, text.isEmpty() || isHttpUrl(text)),
            Text::maskCredentials),
    ISSUER("1 to 255 characters; MERCURE=1 and both need it", text -> such(text, text.length() <= 255)),
    ALGORITHM(
            "one of HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 and ES512",
            text -> such(text, text.matches("(HS|RS|PS|ES)(256|384|512)"))),
    TOKEN_KEY(
            "a secret of 32 bytes or more with HS256 and its kin, else a public key or a certificate in PEM",
            text -> text,
            text -> "***"),
    SECRET("any text", text -> text, text -> "***"),
    ISSUERS("a JSON array of issuers, as the manual's page on tokens has them", text -> text, text -> "***"),
    RULES(
            "an object of JSON, or the path of a file with one, as the manual's page on sources has it",
            text -> text,
            Text::beginning),
    COOKIE(
            "the name of a cookie: letters, digits, '-' and '_'",
            text -> such(text, text.matches("[A-Za-z0-9_-]{0,64}"))),
    ORIGINS("*, or origins such as https://www.example.org, comma-separated", text -> {
        List<String> origins = commaSeparated(text);
        return such(origins, !origins.isEmpty() && origins.stream().allMatch(Text::isOrigin));
    }),
    PUBLIC_URL("an http:// or https:// URL without a query", text -> such(text, text.isEmpty() || isPublicUrl(text))),
    AMQP_URLS(
            "amqp:// or amqps:// URLs with a host, comma-separated; percent-encode what is special in a password",
            text -> {
                List<String> urls = commaSeparated(text);
                return such(urls, !urls.isEmpty() && urls.stream().allMatch(url -> isUrl(url, "amqp", "amqps")));
            },
            Text::maskCredentials),
    MONGO_URL(
            "a mongodb:// or mongodb+srv:// connection string; percent-encode what is special in a password",
            text -> such(text, text.startsWith("mongodb://") || text.startsWith("mongodb+srv://")),
            Text::maskCredentials);

    private final String allowed;
    private final Function<String, Object> value;
    private final UnaryOperator<String> mask;

    Kind(String allowed, Function<String, Object> value) {
        this(allowed, value, text -> text);
    }

    Kind(String allowed, Function<String, Object> value, UnaryOperator<String> mask) {
        this.allowed = allowed;
        this.value = value;
        this.mask = mask;
    }

    private static boolean isHubUrl(String text) {
        return isPublicUrl(text) && HubUrl.of(text).url().path().length() > 1;
    }

    String allowed() {
        return allowed;
    }

    /** The value of {@code text}; {@link IllegalArgumentException} or {@link ArithmeticException} where it is not allowed. */
    Object parse(String text) {
        return value.apply(text);
    }

    /** What of {@code text} may be shown to operators. */
    String masked(String text) {
        return mask.apply(text);
    }
}
