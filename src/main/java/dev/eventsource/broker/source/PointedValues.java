package dev.eventsource.broker.source;

import dev.eventsource.broker.json.JsonScanner;
import dev.eventsource.broker.json.JsonSlice;
import dev.eventsource.broker.json.NotJson;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a JSON text what pointers ask for. All of it must be JSON, but of what lies beside nothing is made. For one thread.
 */
final class PointedValues {
    private final JsonScanner json;
    private final Map<String, JsonSlice> found = new HashMap<>();

    private PointedValues(JsonScanner json) {
        this.json = json;
    }

    /** What they point at, by how they are written, without JSON's nulls; null where the text is no JSON. */
    static @Nullable Map<String, JsonSlice> read(JsonScanner json, Pointers pointers) {
        try {
            PointedValues values = new PointedValues(json);
            values.read(pointers);
            json.end();
            return values.found;
        } catch (NotJson malformed) {
            return null;
        }
    }

    private void read(@Nullable Pointers pointers) throws NotJson {
        if (pointers == null) {
            json.skip();
            return;
        }
        int from = json.begin();
        readWithin(pointers);
        Pointer end = pointers.end();
        if (end != null) {
            keep(end, json.since(from));
        }
    }

    private void readWithin(Pointers pointers) throws NotJson {
        if (pointers.goOn() && json.take('{')) {
            readMembers(pointers);
        } else if (pointers.goOn() && json.take('[')) {
            readElements(pointers);
        } else {
            json.skip();
        }
    }

    private void readMembers(Pointers pointers) throws NotJson {
        if (json.take('}')) {
            return;
        }
        do {
            Pointers member = pointers.below(json.name().string());
            if (member != null) {
                // Of a member given twice the last counts, with all that the first had.
                member.forEach(pointer -> found.remove(pointer.written()));
            }
            read(member);
        } while (json.take(','));
        json.require('}');
    }

    private void readElements(Pointers pointers) throws NotJson {
        if (json.take(']')) {
            return;
        }
        int index = 0;
        do {
            read(pointers.below(String.valueOf(index)));
            index++;
        } while (json.take(','));
        json.require(']');
    }

    private void keep(Pointer pointer, JsonSlice value) {
        if (!value.isNull()) {
            found.put(pointer.written(), value);
        }
    }
}
