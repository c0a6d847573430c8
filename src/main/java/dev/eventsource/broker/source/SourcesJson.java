package dev.eventsource.broker.source;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the sources of a rules file, each of another exchange. Stateless but for the broker's exchange. */
final class SourcesJson {
    private static final int MOST_SOURCES = 1_000;
    private static final int MOST_BINDINGS = 1_000;

    /** All messages, whatever the exchange's type but direct. */
    private static final String EVERYTHING = "#";

    private final String ownExchange;

    /** That refuses the broker's own exchange as a source. */
    SourcesJson(String ownExchange) {
        this.ownExchange = ownExchange;
    }

    List<Source> read(JsonMembers file) throws InvalidRules {
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
            if (!SourceBinding.isName(key)) {
                throw item.wrong("a binding key takes at most 255 bytes of UTF-8");
            }
            return new SourceBinding(exchange, key, Map.of());
        }
        SourceBinding binding = new SourceBinding(exchange, "", item.arguments());
        if (!binding.canBeAsked()) {
            throw item.wrong(
                    "names of headers take at most 255 bytes of UTF-8, and all of a binding with what they have to be 64 KiB");
        }
        return binding;
    }
}
