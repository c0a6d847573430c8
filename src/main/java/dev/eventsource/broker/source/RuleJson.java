package dev.eventsource.broker.source;

import dev.eventsource.broker.channel.ChannelPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one rule of a rules file. Stateless. */
final class RuleJson {
    private static final int MOST_CHANNELS = 32;

    /** Messages with whatever routing key. */
    private static final String ANY_KEY = "#";

    private RuleJson() {}

    /**
     * The rule of an object.
     *
     * @param number its place among the rules, from 0
     * @param exchanges those of the sources
     */
    static Rule read(JsonMembers json, int number, Set<String> exchanges) throws InvalidRules {
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
        ChannelPattern key = key(json);
        RuleTemplates templates = new RuleTemplates(key);
        return new Rule(
                number,
                exchange,
                key,
                headers(json),
                channels(json, templates),
                data(json, templates),
                template(json, "id", templates),
                template(json, "name", templates),
                template(json, "user", templates),
                json.flag("base64"),
                lastValue(json, templates),
                template(json, "once", templates),
                templates.pointers());
    }

    private static @Nullable LastValueRule lastValue(JsonMembers json, RuleTemplates templates) throws InvalidRules {
        Template key = template(json, "retain_key", templates);
        boolean isOne = json.flag("retain");
        if (key != null && !isOne) {
            throw json.wrong("retain_key", "it is of a last value alone: write \"retain\": true beside it");
        }
        return isOne ? new LastValueRule(key) : null;
    }

    private static ChannelPattern key(JsonMembers json) throws InvalidRules {
        try {
            return ChannelPattern.parse(json.text("key", ANY_KEY));
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

    private static List<Template> channels(JsonMembers json, RuleTemplates templates) throws InvalidRules {
        List<Template> channels = new ArrayList<>();
        for (JsonMembers.Item item : json.items("channel", MOST_CHANNELS)) {
            channels.add(templates.take(item, item.template()));
        }
        if (channels.isEmpty()) {
            throw json.wrong("channel", "it is missing: write a template, such as \"orders.{1}\", or an array of them");
        }
        return channels;
    }

    private static Data data(JsonMembers json, RuleTemplates templates) throws InvalidRules {
        if (!json.has("data")) {
            return new Data.Whole();
        }
        if (!json.isObject("data")) {
            return new Data.Text(valueTemplate(json.item("data"), templates));
        }
        JsonMembers object = json.object("data");
        Map<String, Template> members = new LinkedHashMap<>();
        for (String name : object.names()) {
            members.put(name, valueTemplate(object.item(name), templates));
        }
        return new Data.Members(members);
    }

    private static @Nullable Template template(JsonMembers json, String name, RuleTemplates templates)
            throws InvalidRules {
        return json.has(name) ? valueTemplate(json.item(name), templates) : null;
    }

    private static Template valueTemplate(JsonMembers.Item item, RuleTemplates templates) throws InvalidRules {
        return templates.take(item, item.valueTemplate());
    }
}
