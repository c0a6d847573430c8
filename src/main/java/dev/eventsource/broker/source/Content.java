package dev.eventsource.broker.source;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.LongString;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.Utf8;
import dev.eventsource.broker.json.JsonSlice;
import jakarta.json.JsonValue;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as rules see it. What costs something is read when it is asked for, and once. For one thread. */
final class Content {
    private final Arrival arrival;
    private final Map<String, String> meta;
    private final byte[] payload;
    private @Nullable List<String> words;
    private @Nullable String text;

    /** Whether the text is base64 of what is none. */
    private boolean isBinary;

    /** The payload where its format has read it already. */
    private @Nullable JsonValue json;

    private Pointers pointers = Pointers.NONE;
    private @Nullable Map<String, JsonSlice> pointed;
    private boolean isRead;

    /** Headers as text that were asked for, for there may be many rules and a header be long. */
    private final Map<String, @Nullable String> headers = new HashMap<>();

    /**
     * The content of a message.
     *
     * @param meta what its format says beside the payload, such as {@code id} and {@code type}
     * @param payload what its publisher wanted to say
     */
    Content(Arrival arrival, Map<String, String> meta, byte[] payload) {
        this.arrival = arrival;
        this.meta = meta;
        this.payload = payload;
    }

    /** The content of a message whose format is JSON, and the payload a part of that. */
    Content(Arrival arrival, Map<String, String> meta, JsonValue payload) {
        this(arrival, meta, payload, String.valueOf(Pointer.text(payload)));
    }

    /** The same, where the whole payload as text is another than a pointer to it gives. */
    Content(Arrival arrival, Map<String, String> meta, JsonValue payload, String text) {
        this(arrival, meta, new byte[0]);
        this.text = text;
        this.json = payload;
    }

    /** The message itself. */
    Arrival arrival() {
        return arrival;
    }

    /** The routing key's words; none where it is empty. */
    List<String> words() {
        List<String> known = words;
        if (known == null) {
            known = KeyWords.of(arrival.routingKey());
            words = known;
        }
        return known;
    }

    /** What the format says by that name; null: nothing. */
    @Nullable
    String meta(String name) {
        return meta.get(name);
    }

    /** A header that is a text, a number, a truth value or a time; null where there is none. */
    @Nullable
    String header(String name) {
        if (!headers.containsKey(name)) {
            headers.put(name, header(arrival.properties(), name));
        }
        return headers.get(name);
    }

    static @Nullable String header(AMQP.BasicProperties properties, String name) {
        Map<String, Object> headers = properties.getHeaders();
        return headers == null ? null : text(headers.get(name));
    }

    static @Nullable String text(@Nullable Object value) {
        if (value instanceof Date time) {
            return time.toInstant().toString();
        }
        return value instanceof LongString
                        || value instanceof CharSequence
                        || value instanceof Number
                        || value instanceof Boolean
                ? value.toString()
                : null;
    }

    /**
     * The payload as text.
     *
     * @param mayBeBinary whether bytes that are no text are given in base64
     */
    String text(boolean mayBeBinary) throws RefusedEvent {
        String known = text;
        if (known == null) {
            known = decode();
            text = known;
        }
        if (isBinary && !mayBeBinary) {
            throw new RefusedEvent(
                    RefusalReason.NOT_TEXT,
                    "the body is not UTF-8, and the rule does not say that such go out in base64 (\"base64\": true)");
        }
        return known;
    }

    private String decode() {
        try {
            return Utf8.decode(payload);
        } catch (CharacterCodingException e) {
            isBinary = true;
            return Base64.getEncoder().encodeToString(payload);
        }
    }

    /** Says what of the payload a rule will ask for, so that it is read once. */
    void expect(Pointers rule) {
        pointers = rule;
        pointed = null;
        isRead = false;
    }

    /**
     * What a pointer that was to be expected points at, a string as it is and anything else as its compact JSON; null where there is
     * nothing, or JSON's null, or the payload is no JSON.
     */
    @Nullable
    String at(Pointer pointer) {
        if (json != null) {
            return Pointer.text(pointer.in(json));
        }
        JsonSlice found = pointed(pointer);
        return found == null ? null : found.string();
    }

    /** The same as compact JSON, a string, too. */
    @Nullable
    String jsonAt(Pointer pointer) {
        if (json != null) {
            JsonValue value = pointer.in(json);
            return value == null ? null : value.toString();
        }
        JsonSlice found = pointed(pointer);
        return found == null ? null : found.compact();
    }

    private @Nullable JsonSlice pointed(Pointer pointer) {
        if (!isRead) {
            isRead = true;
            pointed = Bodies.pointed(payload, pointers);
        }
        return pointed == null ? null : pointed.get(pointer.written());
    }

    /** Whether something was looked for in the payload that is JSON's, and the payload is none. */
    boolean isNoJson() {
        return isRead && pointed == null;
    }
}
