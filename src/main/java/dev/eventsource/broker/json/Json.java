package dev.eventsource.broker.json;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParserFactory;
import java.io.InputStream;
import java.io.Reader;
import java.util.Collection;
import java.util.Map;

/** What is made of JSON-P's provider, as {@code jakarta.json.Json} calls it. Any thread may call. */
public final class Json {
    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonReaderFactory STRICT =
            PROVIDER.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private Json() {}

    /** An object with nothing in it yet. */
    public static JsonObjectBuilder createObjectBuilder() {
        return PROVIDER.createObjectBuilder();
    }

    /** An object with all that another has. */
    public static JsonObjectBuilder createObjectBuilder(JsonObject object) {
        return PROVIDER.createObjectBuilder(object);
    }

    /** An array with nothing in it yet. */
    public static JsonArrayBuilder createArrayBuilder() {
        return PROVIDER.createArrayBuilder();
    }

    /** An array of these. */
    public static JsonArrayBuilder createArrayBuilder(Collection<?> values) {
        return PROVIDER.createArrayBuilder(values);
    }

    public static JsonString createValue(String text) {
        return PROVIDER.createValue(text);
    }

    /** Reads one value. */
    public static JsonReader createReader(InputStream input) {
        return PROVIDER.createReader(input);
    }

    /** Reads one value. */
    public static JsonReader createReader(Reader input) {
        return PROVIDER.createReader(input);
    }

    /** Reads one value, in which no object has two members of the same name. */
    public static JsonReader createStrictReader(Reader input) {
        return STRICT.createReader(input);
    }

    /** What makes parsers, which any thread may ask for one. */
    public static JsonParserFactory createParserFactory() {
        return PROVIDER.createParserFactory(Map.of());
    }
}
