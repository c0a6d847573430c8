package dev.eventsource.broker.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is passed as JSON is what RFC 8259 says is some, and what the server's parser takes. */
class JsonScannerTest {
    private static final JsonParserFactory PARSERS = Json.createParserFactory();
    private static final int MUTATED = 250_000;
    private static final String DOCUMENT =
            "{\"a\": [1, -0.5e+10, {\"b\\u00e4\\n\" :\"x\\\\\"}],\t\"\":{}, \"t\":true,\"f\":false ,\"n\":null,\"u\":\"\u00e4\u20ac\",\"e\":[ ],\"z\":10}";
    private static final String ALPHABET = "{}[],:\"\\/ \t\n\r0123456789+-.eEutrfalsn\u0000\u0001\u001f\u007f\u00e4";

    private static boolean isJson(String text) {
        return isJson(text.getBytes(UTF_8));
    }

    private static boolean isJson(byte[] text) {
        JsonScanner json = new JsonScanner(text, 0);
        try {
            json.skip();
            json.end();
            return true;
        } catch (NotJson malformed) {
            return false;
        }
    }

    private static @Nullable JsonValue parsed(String text) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            parser.next();
            JsonValue value = parser.getValue();
            return parser.hasNext() ? null : value;
        } catch (RuntimeException malformed) {
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"\"",
                "0",
                "-0",
                "10",
                "-1.5",
                "1e9",
                "1E+9",
                "0.0e-0",
                "true",
                "false",
                "null",
                " \t\r\n1 \t\r\n",
                "[[],{},[{}]]",
                "{\"a\":1,\"a\":2}",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00Af\"",
                "\"\\ud800\"",
                "\"\u007f\u2028\"",
                "[ 1 , 2 ]",
                "{ \"a\" : 1 , \"b\" : 2 }",
                "\"12345678\"",
                "\"1234567\\n\""
            })
    void passesJson(String text) {
        assertThat(isJson(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "]",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "{\"a\" 1}",
                "{\"a\":1]",
                "[1}",
                "1 2",
                "{}{}",
                "[]]",
                "\"",
                "\"a",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\t\"",
                "\"\n\"",
                "\"\u0000\"",
                "01",
                "-",
                "+1",
                "-a",
                "1.",
                ".5",
                "1e",
                "1e+",
                "0x1",
                "1_0",
                "tru",
                "truE",
                "nul",
                "falsee",
                "NaN",
                "Infinity",
                "'a'",
                "1\u0000",
                "\u0000",
                "\u00a01",
                "/**/1",
                "[1]//",
                "\uFEFF1"
            })
    void refusesWhatIsNone(String text) {
        assertThat(isJson(text)).isFalse();
    }

    @Test
    void passesNoMoreThanSomeDepth() {
        assertThat(isJson("[".repeat(1_000) + "]".repeat(1_000))).isTrue();
        assertThat(isJson("[".repeat(1_001) + "]".repeat(1_001))).isFalse();
        assertThat(isJson("{\"a\":".repeat(1_000_000))).isFalse();
    }

    @Test
    void readsNothingBehindTheText() {
        byte[] all = "[true,\"a\\u0041\",1.5e10]".getBytes(ISO_8859_1);
        for (int length = 0; length < all.length; length++) {
            assertThat(isJson(Arrays.copyOf(all, length))).isFalse();
        }
    }

    @Test
    void agreesWithTheServersParserOnWhateverIsMadeOfADocument() throws NotJson {
        Random random = new Random(11);
        int wellFormed = 0;
        for (int i = 0; i < MUTATED; i++) {
            String text = mutated(random);
            JsonValue value = parsed(text);
            boolean isJson = isJson(text);
            if (isJson != (value != null)) {
                throw new AssertionError((isJson ? "passed " : "refused ") + text);
            }
            if (value != null) {
                wellFormed++;
                agrees(text, value);
            }
        }
        assertThat(wellFormed).isBetween(MUTATED / 20, MUTATED / 2);
    }

    private static void agrees(String text, JsonValue value) throws NotJson {
        JsonScanner json = new JsonScanner(text.getBytes(UTF_8), 0);
        int from = json.begin();
        json.skip();
        String compact = json.since(from).compact();
        if (!value.equals(parsed(compact))) {
            throw new AssertionError(text + " became " + compact);
        }
    }

    private static String mutated(Random random) {
        StringBuilder json = new StringBuilder(DOCUMENT);
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int at = random.nextInt(json.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> json.deleteCharAt(at);
                case 1 -> json.insert(at, other);
                case 2 -> json.setCharAt(at, json.charAt(random.nextInt(json.length())));
                default -> json.setCharAt(at, other);
            }
        }
        return json.toString();
    }
}
