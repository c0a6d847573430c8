package dev.eventsource.broker.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.eventsource.broker.json.Json;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.regex.Pattern;

/** The nodes that were heard of within the last minute, and what each said last. Any thread may call. */
@Singleton
class KnownNodes {
    static final int MOST = 64;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");
    private static final Duration MEMORY = Duration.ofMinutes(1);

    /** Of what one node says: ten channels with names of 255 characters, escaped, and its parts. */
    private static final int LONGEST = 64 << 10;

    private final Ticker ticker;
    private final Cache<String, Heard> nodes;

    private record Heard(JsonObject figures, long at) {}

    @Inject
    KnownNodes() {
        this(Ticker.systemTicker());
    }

    KnownNodes(Ticker ticker) {
        this.ticker = ticker;
        this.nodes = Caffeine.newBuilder()
                .expireAfterWrite(MEMORY)
                .maximumSize(MOST)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Takes what a node says of itself; what is not that, as anybody may send it, is passed over. */
    void hear(String text) {
        if (text.length() > LONGEST) {
            return;
        }
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            hear(reader.readObject());
        } catch (RuntimeException notJson) {
            // Whoever sent it is no node.
        }
    }

    void hear(JsonObject figures) {
        if (figures.get("node") instanceof JsonString id
                && ID.matcher(id.getString()).matches()
                && FiguresForm.fits(figures)) {
            nodes.put(id.getString(), new Heard(figures, ticker.read()));
        }
    }

    boolean has(String node) {
        return nodes.getIfPresent(node) != null;
    }

    /** All of them by their ids, each with how many seconds ago it said so as {@code age}. */
    JsonArrayBuilder toJson() {
        nodes.cleanUp();
        JsonArrayBuilder all = Json.createArrayBuilder();
        nodes.asMap().values().stream()
                .sorted(Comparator.comparing(heard -> heard.figures.getString("node")))
                .map(this::withAge)
                .forEach(all::add);
        return all;
    }

    private JsonValue withAge(Heard heard) {
        double age = Duration.ofNanos(ticker.read() - heard.at).toMillis() / 1_000.0;
        return Json.createObjectBuilder(heard.figures).add("age", age).build();
    }
}
