package dev.eventsource.broker.source;

import dev.eventsource.broker.json.Json;
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
import java.util.List;
import java.util.Set;

/** Reads a rules file, strictly: what is unknown or of another kind is told with its place. Stateless but for the broker's exchange. */
final class RulesJson {
    private static final JsonParserFactory PARSERS = Json.createParserFactory();
    private static final int MOST_RULES = 10_000;

    /** Looked at again for each of the 128 words that a key may have. */
    private static final int MOST_SEARCHED = 2_000;

    private static final int DIGEST_DIGITS = 12;

    private final SourcesJson sources;

    /** That refuses the broker's own exchange as a source. */
    RulesJson(String ownExchange) {
        this.sources = new SourcesJson(ownExchange);
    }

    Rules read(String json) throws InvalidRules {
        JsonMembers file = new JsonMembers("", parse(json));
        file.allowOnly("sources", "rules");
        List<Source> read = sources.read(file);
        Set<String> exchanges = new HashSet<>();
        read.forEach(source -> exchanges.add(source.exchange()));
        Rules rules = new Rules(read, rules(file, exchanges), digest(file.value()));
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
        } catch (RuntimeException e) {
            // JSON-P names several exceptions for malformed text, and its implementations throw some more.
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

    private static List<Rule> rules(JsonMembers file, Set<String> exchanges) throws InvalidRules {
        List<Rule> rules = new ArrayList<>();
        for (JsonMembers each : file.objects("rules", MOST_RULES)) {
            rules.add(RuleJson.read(each, rules.size(), exchanges));
        }
        return rules;
    }
}
