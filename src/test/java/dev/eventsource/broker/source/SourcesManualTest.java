package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.settings.Settings;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules and messages that the manual's page shows. */
class SourcesManualTest {
    private static final Pattern JSON = Pattern.compile("(?s)```json\n(.*?)```");

    private final EventRules events = new EventRules(new Settings());
    private final DryRun dryRun = new DryRun(new Mapping(new EventJson(events, new Seal()), events));

    private static List<String> blocks() throws IOException {
        return JSON.matcher(Files.readString(Path.of("src/site/markdown/sources.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    @Test
    void makeTheEventThatItSays() throws IOException, InvalidRules {
        Rules rules = new RulesJson("eventsource.fanout").read(blocks().get(0));
        Arrival message = MessageJson.read(blocks().get(1));
        assertThat(dryRun.of(rules, message))
                .hasToString(
                        "{\"rule\":\"/rules/0\",\"events\":[{\"channel\":\"orders\",\"name\":\"changed\",\"retain\":true,\"key\":\"7\","
                                + "\"data\":\"{\\\"id\\\":7}\"}]}");
    }

    @Test
    void aMessageIsReadAsItWasWritten() throws InvalidRules {
        String json = "{\"exchange\":\"x\",\"routing_key\":\"k\",\"headers\":{\"n\":1,\"t\":true,\"s\":\"x\"},"
                + "\"properties\":{\"message_id\":\"m\",\"content_type\":\"c\"},\"body\":\"b\"}";
        assertThat(MessageJson.write(MessageJson.read(json)).build()).isEqualTo(json(json));
        String binary =
                "{\"exchange\":\"x\",\"routing_key\":\"\",\"headers\":{},\"properties\":{},\"base64\":\"/wA=\"}";
        assertThat(MessageJson.write(MessageJson.read(binary)).build()).isEqualTo(json(binary));
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
