package dev.eventsource.broker.source;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads rules, strictly: what is unknown or of another kind is told with its place. Stateless but for the broker's exchange. */
final class RulesJson {
    private static final JsonParserFactory PARSERS = Json.createParserFactory();
    private static final int MOST_SOURCES = 1_000;
    private static final int MOST_RULES = 10_000;
    private static final int MOST_BINDINGS = 1_000;
    private static final int MOST_CHANNELS = 32;

    /** Looked at again for each of the 128 words that a key may have. */
    private static final int MOST_SEARCHED = 2_000;

    private static final int DIGEST_DIGITS = 12;

    /** All messages, whatever the exchange's type but direct. */
    private static final String EVERYTHING = "#";

    private final String ownExchange;

    /** That refuses the broker's own exchange as a source. */
    RulesJson(String ownExchange) {
        this.ownExchange = ownExchange;
    }

    Rules read(String json) throws InvalidRules {
        JsonMembers file = new JsonMembers("", parse(json));
        file.allowOnly("sources", "rules");
        List<Source> sources = sources(file);
        Set<String> exchanges = new HashSet<>();
        sources.forEach(source -> exchanges.add(source.exchange()));
        Rules rules = new Rules(sources, rules(file, exchanges), digest(file.value()));
        if (rules.searched() > MOST_SEARCHED) {
            throw file.wrong(
                    "rules",
                    "too many keys have '#' before other words, and each message would take long: begin keys with words");
        }
        return rules;
    }

    private static JsonObject parse(String json) throws InvalidRules {
        try (JsonReader reader = Json.createStrictReader(new StringReader(json));
                JsonParser parser = PARSERS.createParser(new StringReader(json))) {
            JsonObject file = reader.readObject();
            parser.next();
            parser.skipObject();
            if (parser.hasNext()) {
                throw new InvalidRules("", "it is not one object of JSON: something follows it");
            }
            return file;
        } catch (JsonParsingException e) {
            throw new InvalidRules("", "it is not one object of JSON: " + JsonSlip.inWords(json, e));
        } catch (JsonException | IllegalStateException | NoSuchElementException | UnsupportedOperationException e) {
            throw new InvalidRules("", "it is not one object of JSON: " + e.getMessage());
        }
    }

    /** Of what it says, however it is written. */
    private static String digest(JsonValue rules) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(rules.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Source> sources(JsonMembers file) throws InvalidRules {
        List<Source> sources = new ArrayList<>();
        Set<String> exchanges = new HashSet<>();
        for (JsonMembers each : file.objects("sources", MOST_SOURCES)) {
            Source source = source(each);
            if (!exchanges.add(source.exchange())) {
                throw each.wrong(
                        "exchange", "another source has this exchange: give it one source with all its bindings");
            }
            sources.add(source);
        }
        return sources;
    }

    private Source source(JsonMembers json) throws InvalidRules {
        json.allowOnly("exchange", "bind", "format");
        String exchange = json.name("exchange");
        if (exchange.equals(ownExchange)) {
            throw json.wrong("exchange", "this is the broker's own exchange, whose messages come in without a rule");
        }
        String word = json.text("format", Format.RAW.word());
        Format format = Format.of(word).orElseThrow(() -> json.wrong("format", "it is one of: " + Format.words()));
        return new Source(exchange, bindings(json, exchange), format);
    }

    /** None where others hand its messages on. */
    private static List<SourceBinding> bindings(JsonMembers json, String exchange) throws InvalidRules {
        List<SourceBinding> bindings = new ArrayList<>();
        if (json.has("bind") && json.item("bind").value().getValueType() == JsonValue.ValueType.FALSE) {
            return bindings;
        }
        for (JsonMembers.Item item : json.items("bind", MOST_BINDINGS)) {
            bindings.add(binding(exchange, item));
        }
        if (bindings.isEmpty()) {
            bindings.add(new SourceBinding(exchange, EVERYTHING, Map.of()));
        }
        return bindings;
    }

    private static SourceBinding binding(String exchange, JsonMembers.Item item) throws InvalidRules {
        String key = item.text();
        if (key != null) {
            if (key.getBytes(StandardCharsets.UTF_8).length > 255) {
                throw item.wrong("a binding key takes at most 255 bytes of UTF-8");
            }
            return new SourceBinding(exchange, key, Map.of());
        }
        return new SourceBinding(exchange, "", item.arguments());
    }

    private static List<Rule> rules(JsonMembers file, Set<String> exchanges) throws InvalidRules {
        List<Rule> rules = new ArrayList<>();
        for (JsonMembers each : file.objects("rules", MOST_RULES)) {
            rules.add(rule(each, rules.size(), exchanges));
        }
        return rules;
    }

    private static Rule rule(JsonMembers json, int number, Set<String> exchanges) throws InvalidRules {
        json.allowOnly(
                "exchange",
                "key",
                "header",
                "channel",
                "data",
                "id",
                "name",
                "user",
                "base64",
                "retain",
                "retain_key",
                "once");
        String exchange = json.has("exchange") ? json.name("exchange") : null;
        if (exchange != null && !exchanges.contains(exchange)) {
            throw json.wrong("exchange", "no source has this exchange: name it under /sources");
        }
        return new Rule(
                number,
                exchange,
                key(json),
                headers(json),
                channels(json),
                data(json),
                template(json, "id"),
                template(json, "name"),
                template(json, "user"),
                json.flag("base64"),
                lastValue(json),
                template(json, "once"));
    }

    private static @Nullable LastValueRule lastValue(JsonMembers json) throws InvalidRules {
        Template key = template(json, "retain_key");
        boolean isOne = json.flag("retain");
        if (key != null && !isOne) {
            throw json.wrong("retain_key", "it is of a last value alone: write \"retain\": true beside it");
        }
        return isOne ? new LastValueRule(key) : null;
    }

    private static ChannelPattern key(JsonMembers json) throws InvalidRules {
        try {
            return ChannelPattern.parse(json.text("key", EVERYTHING));
        } catch (IllegalArgumentException e) {
            throw json.wrong("key", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> headers(JsonMembers json) throws InvalidRules {
        Map<String, String> headers = new TreeMap<>();
        if (json.has("header")) {
            JsonMembers object = json.object("header");
            for (String name : object.names()) {
                headers.put(name, object.text(name, ""));
            }
        }
        return headers;
    }

    private static List<Template> channels(JsonMembers json) throws InvalidRules {
        List<Template> channels = new ArrayList<>();
        for (JsonMembers.Item item : json.items("channel", MOST_CHANNELS)) {
            channels.add(item.template());
        }
        if (channels.isEmpty()) {
            throw json.wrong("channel", "it is missing: write a template, such as \"orders.{1}\", or an array of them");
        }
        return channels;
    }

    private static Data data(JsonMembers json) throws InvalidRules {
        if (!json.has("data")) {
            return new Data.Whole();
        }
        if (!json.isObject("data")) {
            return new Data.Text(json.item("data").valueTemplate());
        }
        JsonMembers object = json.object("data");
        Map<String, Template> members = new LinkedHashMap<>();
        for (String name : object.names()) {
            members.put(name, object.item(name).valueTemplate());
        }
        return new Data.Members(members);
    }

    private static @Nullable Template template(JsonMembers json, String name) throws InvalidRules {
        return json.has(name) ? json.item(name).valueTemplate() : null;
    }
}
