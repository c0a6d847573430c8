package dev.eventsource.broker.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.json.JsonSlice;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one reading of a body finds is what each pointer finds in the whole. */
class PointedValuesTest {
    private static final List<Pointer> POINTERS = Stream.of(
                    "/a",
                    "/a/b",
                    "/a/b/0",
                    "/a/b/1/c",
                    "/d",
                    "/d/0",
                    "/d/1/x",
                    "/d/01",
                    "/n",
                    "/n/x",
                    "/",
                    "//",
                    "/s",
                    "/e/f/g")
            .map(Pointer::parse)
            .toList();
    private static final String DOCUMENT =
            "{'z':[1,{'q':[]}],'a':{'b':[10,{'c':'x'}],'k':null},'d':[7,{'x':1.50}],'n':null,'':{'':true},'s':'te\\'xt','e':{'f':{'g':{}}}}"
                    .replace('\'', '"')
                    .replace("\\\"", "\\\"");

    private static @Nullable Map<String, JsonValue> pointed(String json) {
        Map<String, JsonSlice> found = Bodies.pointed(json.getBytes(UTF_8), Pointers.of(POINTERS.stream()));
        if (found == null) {
            return null;
        }
        Map<String, JsonValue> values = new HashMap<>();
        found.forEach((pointer, slice) ->
                values.put(pointer, Bodies.json(slice.compact().getBytes(UTF_8))));
        return values;
    }

    private static @Nullable Map<String, JsonValue> each(String json) {
        JsonValue whole = Bodies.json(json.getBytes(UTF_8));
        if (whole == null) {
            return null;
        }
        Map<String, JsonValue> each = new HashMap<>();
        for (Pointer pointer : POINTERS) {
            JsonValue value = pointer.in(whole);
            if (value != null) {
                each.put(pointer.written(), value);
            }
        }
        return each;
    }

    @Test
    void findsWhatEachFinds() {
        assertThat(pointed(DOCUMENT)).hasSize(11).isEqualTo(each(DOCUMENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"b\":[1]},\"a\":{}}",
                "{\"e\":{\"f\":{\"g\":1}},\"e\":7}",
                "{\"e\":{\"f\":{\"g\":1}},\"e\":{\"f\":{\"g\":null}}}",
                "{\"a\":1,\"a\":{\"b\":2}}",
                "[1,2]",
                "\"text\"",
                "7",
                "null",
                "",
                " ",
                "{\"a\":1",
                "{\"a\":1,}",
                "{\"z\":[1 2],\"a\":1}",
                "{\"z\":{\"q\"},\"a\":1}",
                "{\"a\":1} x",
                "{\"a\":1}}",
                "{\"a\":1}{\"a\":2}"
            })
    void readsAsMuchAndAsLittle(String json) {
        assertThat(pointed(json)).isEqualTo(each(json));
    }

    @Test
    void agreesOnWhateverIsMadeOfADocument() {
        Random random = new Random(7);
        int wellFormed = 0;
        for (int i = 0; i < 50_000; i++) {
            String json = mutated(random);
            assertThat(pointed(json)).as(json).isEqualTo(each(json));
            wellFormed += Objects.isNull(each(json)) ? 0 : 1;
        }
        assertThat(wellFormed).isBetween(2_000, 48_000);
    }

    private static String mutated(Random random) {
        StringBuilder json = new StringBuilder(DOCUMENT);
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            int at = random.nextInt(json.length());
            switch (random.nextInt(3)) {
                case 0 -> json.deleteCharAt(at);
                case 1 -> json.insert(at, "{}[],:\"abd01nx ".charAt(random.nextInt(15)));
                default -> json.setCharAt(at, json.charAt(random.nextInt(json.length())));
            }
        }
        return json.toString();
    }
}
