package dev.eventsource.broker.event;

import dev.eventsource.broker.json.Json;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as the JSON objects that the exchange carries. Any thread may read and write. */
@Singleton
public final class EventJson {
    /** What a message may have beside its data, before it is not even parsed. */
    private static final int MAX_OTHER_BYTES = 64 << 10;

    private static final String SEAL = "seal";
    private static final String RETAIN = "retain";

    /** No word that a publisher may have for something else: unknown fields are ignored. */
    private static final String ONCE = "idempotency_key";

    private final EventRules rules;
    private final Seal seal;

    @Inject
    public EventJson(EventRules rules, Seal seal) {
        this.rules = rules;
        this.seal = seal;
    }

    /** The event of a message's body, or why there is none; {@link SealUnknown} where it may be one that cannot be told yet. */
    public Event parse(byte[] body) throws RefusedEvent {
        if (body.length > longestBody()) {
            throw new RefusedEvent(RefusalReason.TOO_LARGE, "the message is longer than any event can be");
        }
        try {
            return event(JsonMessage.parse(withoutBom(Utf8.decode(body))));
        } catch (CharacterCodingException e) {
            throw new RefusedEvent(RefusalReason.NOT_JSON, "the message is not UTF-8");
        }
    }

    /** How many bytes a message's body may have; a longer one is refused unread. */
    public long longestBody() {
        // A byte of data is at most six of JSON: \u0001.
        return 6 * rules.maxEventBytes() + MAX_OTHER_BYTES;
    }

    private static String withoutBom(String json) {
        return json.startsWith("\uFEFF") ? json.substring(1) : json;
    }

    private Event event(Map<String, JsonField> fields) throws RefusedEvent {
        if (rules.takesUpdates() && isUpdate(fields)) {
            return update(UpdateJson.read(fields), fields);
        }
        String channel = requiredChannel(fields);
        String data = required(fields, "data", RefusalReason.NO_DATA);
        ChannelId id = new ChannelId(absentIfEmpty(text(fields, "user", false, RefusalReason.BAD_USER)), channel);
        String name = text(fields, "name", false, RefusalReason.BAD_NAME);
        if (name != null && FieldRules.isReserved(name)) {
            Event own = Event.ofBroker(id, name, data);
            if (isSealed(own, fields, RefusalReason.BAD_NAME)) {
                return own;
            }
        }
        return accept(id, data, name, fields);
    }

    private Event accept(ChannelId channel, String data, @Nullable String name, Map<String, JsonField> fields)
            throws RefusedEvent {
        Retain retain = retain(fields);
        Event event = rules.accept(
                channel,
                data,
                text(fields, "id", true, RefusalReason.BAD_ID),
                name,
                text(fields, "socket", false, RefusalReason.BAD_SOCKET));
        return rules.acceptOnce(event.withRetain(retain), text(fields, ONCE, true, RefusalReason.BAD_ONCE));
    }

    /** Without {@code retain}, a {@code key} is its publisher's own, as any field that is not known. */
    private @Nullable Retain retain(Map<String, JsonField> fields) throws RefusedEvent {
        JsonField retain = fields.getOrDefault(RETAIN, JsonField.NULL);
        if (retain.isNull() || retain.isFalse()) {
            return null;
        }
        if (!retain.isTrue()) {
            throw new RefusedEvent(RefusalReason.BAD_RETAIN, "retain takes true or false");
        }
        return rules.acceptRetain(true, text(fields, "key", true, RefusalReason.BAD_KEY));
    }

    /**
     * The event of a JSON object in which a caller publishes to a channel of its own, or why there is none: as a message's, but that its user is
     * the caller, whatever it says.
     */
    public Event parse(String user, String json) throws RefusedEvent {
        Map<String, JsonField> fields = JsonMessage.parse(json);
        ChannelId channel = new ChannelId(user, requiredChannel(fields));
        String data = required(fields, "data", RefusalReason.NO_DATA);
        return accept(channel, data, text(fields, "name", false, RefusalReason.BAD_NAME), fields);
    }

    private Event update(Update update, Map<String, JsonField> fields) throws RefusedEvent {
        String data = required(fields, "data", RefusalReason.NO_DATA);
        String id = text(fields, "id", true, RefusalReason.BAD_ID);
        String name = absentIfEmpty(text(fields, "name", false, RefusalReason.BAD_NAME));
        if (id != null && rules.isOfHub(update)) {
            Event own = Event.ofHub(update, id, name, data);
            if (isSealed(own, fields, RefusalReason.BAD_TOPICS)) {
                return own;
            }
        }
        return rules.acceptUpdate(update, data, id, name);
    }

    /** A channel's message is that channel's, whatever other fields it has: they may be its publisher's own. */
    private static boolean isUpdate(Map<String, JsonField> fields) {
        if (fields.getOrDefault("topics", JsonField.NULL).isNull()) {
            return false;
        }
        JsonField channel = fields.getOrDefault("channel", JsonField.NULL);
        JsonField user = fields.getOrDefault("user", JsonField.NULL);
        return channel.isNull() || Update.SPACE.equals(new ChannelId(user.text(), channel.text()));
    }

    /** Only nodes have a use for a seal; what has none is a publisher's, whatever the key is. */
    private boolean isSealed(Event event, Map<String, JsonField> fields, RefusalReason otherwise) throws SealUnknown {
        String said = fields.getOrDefault(SEAL, JsonField.NULL).text();
        if (!seal.isReady() && !said.isEmpty()) {
            throw new SealUnknown(otherwise);
        }
        return seal.isOf(event, said);
    }

    /**
     * Whether an event of the broker's own was asked about before: it is said again where its node did not learn that RabbitMQ had
     * it, and whoever has read it at the exchange could send it there again. False of all others.
     */
    public boolean isRepeated(Event event) {
        return isOwn(event) && !seal.isNew(event);
    }

    private boolean isOwn(Event event) {
        Update update = event.update();
        return FieldRules.isReserved(event.name()) || (update != null && rules.isOfHub(update));
    }

    private static String requiredChannel(Map<String, JsonField> fields) throws RefusedEvent {
        String channel = required(fields, "channel", RefusalReason.NO_CHANNEL);
        if (!fields.getOrDefault("channel", JsonField.NULL).isString()) {
            throw new RefusedEvent(RefusalReason.BAD_CHANNEL, "channel is not a string");
        }
        return channel;
    }

    private static String required(Map<String, JsonField> fields, String name, RefusalReason missing)
            throws RefusedEvent {
        JsonField field = fields.getOrDefault(name, JsonField.NULL);
        if (field.isNull()) {
            throw new RefusedEvent(missing, "the message has no " + name);
        }
        return field.text();
    }

    private static @Nullable String text(
            Map<String, JsonField> fields, String name, boolean integerAllowed, RefusalReason mistyped)
            throws RefusedEvent {
        JsonField field = fields.getOrDefault(name, JsonField.NULL);
        if (field.isNull()) {
            return null;
        }
        if (field.isString() || (integerAllowed && field.isInteger())) {
            return field.text();
        }
        throw new RefusedEvent(mistyped, name + " has the wrong type");
    }

    private static @Nullable String absentIfEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** The body of the message that carries {@code event}. */
    public byte[] write(Event event) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("channel", event.channel().name())
                .add("data", event.data());
        addIfPresent(json, "id", event.id());
        addIfPresent(json, "name", event.name());
        addIfPresent(json, "user", event.channel().user());
        addIfPresent(json, "socket", event.socket());
        Retain retain = event.retain();
        if (retain != null) {
            json.add(RETAIN, true);
            addIfPresent(json, "key", absentIfEmpty(retain.key()));
        }
        addIfPresent(json, ONCE, event.once());
        if (isOwn(event)) {
            json.add(SEAL, seal.of(event));
        }
        Update update = event.update();
        if (update != null) {
            UpdateJson.write(update, json);
        }
        return json.build().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void addIfPresent(JsonObjectBuilder json, String name, @Nullable String text) {
        if (text != null) {
            json.add(name, text);
        }
    }
}
