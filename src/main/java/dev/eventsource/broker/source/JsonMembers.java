package dev.eventsource.broker.source;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object of a rules file, which are asked for by name and kind; what is of another kind is told with its place.
 *
 * @param pointer the object's place
 */
record JsonMembers(String pointer, JsonObject value) {
    /** Refuses all others, for a misspelt one would be one that is not there. */
    void allowOnly(String... names) throws InvalidRules {
        for (String name : value.keySet()) {
            if (!Set.of(names).contains(name)) {
                throw wrong(name, "it is unknown here; known are " + String.join(", ", names));
            }
        }
    }

    InvalidRules wrong(String name, String whatToChange) {
        return new InvalidRules(at(name), whatToChange);
    }

    private String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    boolean has(String name) {
        return value.containsKey(name);
    }

    Set<String> names() {
        return value.keySet();
    }

    boolean isObject(String name) {
        return value.get(name) instanceof JsonObject;
    }

    JsonMembers object(String name) throws InvalidRules {
        if (value.get(name) instanceof JsonObject object) {
            return new JsonMembers(at(name), object);
        }
        throw wrong(name, "it is an object");
    }

    /** An array of objects; none where it is missing. */
    List<JsonMembers> objects(String name, int most) throws InvalidRules {
        List<JsonMembers> objects = new ArrayList<>();
        if (has(name) && !(value.get(name) instanceof JsonArray)) {
            throw wrong(name, "it is an array of objects");
        }
        for (Item item : items(name, most)) {
            if (!(item.value() instanceof JsonObject object)) {
                throw item.wrong("it is an object");
            }
            objects.add(new JsonMembers(item.pointer(), object));
        }
        return objects;
    }

    /** Each of an array, or what stands there alone; none where it is missing. */
    List<Item> items(String name, int most) throws InvalidRules {
        List<Item> items = new ArrayList<>();
        if (value.get(name) instanceof JsonArray array) {
            if (array.size() > most) {
                throw wrong(name, "it has at most " + most + " items");
            }
            array.forEach(item -> items.add(new Item(at(name) + "/" + items.size(), item)));
        } else if (has(name)) {
            items.add(item(name));
        }
        return items;
    }

    Item item(String name) {
        return new Item(at(name), value.getOrDefault(name, JsonValue.NULL));
    }

    /** What something of RabbitMQ's is called: 1 to 255 bytes. */
    String name(String name) throws InvalidRules {
        String text = text(name, "");
        if (text.isEmpty() || !SourceBinding.isName(text)) {
            throw wrong(name, "it takes 1 to 255 bytes of UTF-8");
        }
        return text;
    }

    String text(String name, String absent) throws InvalidRules {
        if (!has(name)) {
            return absent;
        }
        String text = item(name).text();
        if (text == null) {
            throw wrong(name, "it is a string");
        }
        return text;
    }

    boolean flag(String name) throws InvalidRules {
        JsonValue flag = value.getOrDefault(name, JsonValue.FALSE);
        if (flag.getValueType() != JsonValue.ValueType.TRUE && flag.getValueType() != JsonValue.ValueType.FALSE) {
            throw wrong(name, "it is true or false");
        }
        return flag.getValueType() == JsonValue.ValueType.TRUE;
    }

    /** One value and its place. */
    record Item(String pointer, JsonValue value) {
        InvalidRules wrong(String whatToChange) {
            return new InvalidRules(pointer, whatToChange);
        }

        @Nullable
        String text() {
            return value instanceof JsonString string ? string.getString() : null;
        }

        /** One that is not a bare pointer, which somebody meant to stand in braces. */
        Template valueTemplate() throws InvalidRules {
            String text = text();
            if (text != null && text.startsWith("/") && !text.contains("{")) {
                throw wrong("a JSON pointer stands in braces: write \"{" + text + "}\"");
            }
            return template();
        }

        Template template() throws InvalidRules {
            String text = text();
            if (text == null) {
                throw wrong("it is a string with the message's parts in braces, such as \"orders.{1}\"");
            }
            try {
                return Template.parse(text);
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }

        /** What a headers exchange compares. */
        Map<String, Object> arguments() throws InvalidRules {
            if (!(value instanceof JsonObject object)) {
                throw wrong("it is a binding key, or an object of headers to match, or false alone");
            }
            Map<String, Object> arguments = new LinkedHashMap<>();
            for (Map.Entry<String, JsonValue> header : object.entrySet()) {
                arguments.put(header.getKey(), argument(header.getKey(), header.getValue()));
            }
            return arguments;
        }

        private Object argument(String name, JsonValue header) throws InvalidRules {
            if (header instanceof JsonString string) {
                return string.getString();
            }
            if (header instanceof JsonNumber number && number.isIntegral()) {
                return whole(name, number);
            }
            if (header.getValueType() == JsonValue.ValueType.TRUE
                    || header.getValueType() == JsonValue.ValueType.FALSE) {
                return header.getValueType() == JsonValue.ValueType.TRUE;
            }
            throw new InvalidRules(pointer + "/" + name, "it is a string, a whole number, true or false");
        }

        /** One that RabbitMQ can compare. */
        private long whole(String name, JsonNumber number) throws InvalidRules {
            try {
                return number.longValueExact();
            } catch (ArithmeticException | UnsupportedOperationException e) {
                throw new InvalidRules(pointer + "/" + name, "it is a whole number of at most 64 bits");
            }
        }
    }
}
