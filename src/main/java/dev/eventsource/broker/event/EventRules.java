package dev.eventsource.broker.event;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.url.HubUrl;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event may be, wherever it comes from, as far as the settings take it. Stateless but for these, so any thread may ask. */
@Singleton
public final class EventRules {
    /** With what the topics begin that the hub alone publishes to, beside those below its URL's path. */
    private static final String OF_HUB = "/.well-known/mercure/";

    private final long maxEventBytes;
    private final boolean takesUpdates;

    /** By whose URL topics are read; null: they are not. */
    private final @Nullable HubUrl hub;

    @Inject
    public EventRules(Settings settings) {
        this(
                settings.bytes(Setting.MAX_EVENT_BYTES),
                !settings.text(Setting.MERCURE).isEmpty(),
                List.of("1", "both").contains(settings.text(Setting.MERCURE))
                        ? HubUrl.of(settings.text(Setting.MERCURE_URL))
                        : null);
    }

    EventRules(long maxEventBytes) {
        this(maxEventBytes, false, null);
    }

    EventRules(long maxEventBytes, boolean takesUpdates) {
        this(maxEventBytes, takesUpdates, null);
    }

    EventRules(long maxEventBytes, boolean takesUpdates, @Nullable HubUrl hub) {
        this.maxEventBytes = maxEventBytes;
        this.takesUpdates = takesUpdates;
        this.hub = hub;
    }

    /** Whether there are topics, so that events may be updates of them. */
    boolean takesUpdates() {
        return takesUpdates;
    }

    /** Whether an update is the hub's own, which nobody else may publish. */
    boolean isOfHub(Update update) {
        return update.topics().stream()
                .allMatch(topic ->
                        topic.startsWith(OF_HUB) || (hub != null && topic.startsWith(hub.subscriptionsPath() + "/")));
    }

    /** The longest {@code data}, in bytes of UTF-8. */
    public long maxEventBytes() {
        return maxEventBytes;
    }

    /** The event, or the first rule that it breaks. An empty id, name or socket counts as absent. */
    public Event accept(
            ChannelId channel, String data, @Nullable String id, @Nullable String name, @Nullable String socket)
            throws RefusedEvent {
        FieldRules.requireName(channel.name(), RefusalReason.BAD_CHANNEL, "channel");
        if (channel.user() != null) {
            FieldRules.requireName(channel.user(), RefusalReason.BAD_USER, "user");
        }
        requireData(data);
        String eventId = absentIfEmpty(id);
        String eventName = absentIfEmpty(name);
        String sender = absentIfEmpty(socket);
        if (eventId != null) {
            FieldRules.requireId(eventId);
        }
        if (eventName != null) {
            FieldRules.requireEventName(eventName);
        }
        if (sender != null) {
            FieldRules.requireName(sender, RefusalReason.BAD_SOCKET, "socket");
        }
        return new Event(channel, data, eventId, eventName, sender);
    }

    /** The update of topics, or the first rule that it breaks; an empty id or name counts as absent. */
    public Event acceptUpdate(Update update, String data, @Nullable String id, @Nullable String name)
            throws RefusedEvent {
        requireUpdate(update, id, name);
        FieldRules.require(
                !isOfHub(update),
                RefusalReason.BAD_TOPICS,
                () -> "these topics are the hub's own: it alone tells who subscribes");
        Event event = accept(Update.SPACE, data, id, name, null);
        return new Event(event.channel(), event.data(), event.id(), event.name(), null, update);
    }

    /** Refuses what an event may have that is no update. */
    void requireUpdate(Update update, @Nullable String id, @Nullable String name) throws RefusedEvent {
        UpdateRules.require(update, id, name);
        if (hub != null) {
            StricterRules.require(update, id, name, hub);
        }
    }

    /** Whose last value an event is, or the rule that a key breaks; an empty key counts as absent, and null is returned for none. */
    public @Nullable Retain acceptRetain(boolean retain, @Nullable String key) throws RefusedEvent {
        String name = absentIfEmpty(key);
        if (name == null) {
            return retain ? Retain.CHANNEL : null;
        }
        FieldRules.require(retain, RefusalReason.BAD_KEY, () -> "a key is of a last value alone: send retain with it");
        FieldRules.requireName(name, RefusalReason.BAD_KEY, "key");
        return new Retain(name);
    }

    /** An event under the key by which it is to come once; the first rule that this breaks. An empty key counts as absent. */
    public Event acceptOnce(Event event, @Nullable String key) throws RefusedEvent {
        String once = absentIfEmpty(key);
        if (once != null) {
            FieldRules.requireName(once, RefusalReason.BAD_ONCE, "idempotency_key");
        }
        return event.withOnce(once);
    }

    /** Refuses a channel that is not 1 to 255 characters without control characters. */
    public void acceptChannel(String channel) throws RefusedEvent {
        FieldRules.requireName(channel, RefusalReason.BAD_CHANNEL, "channel");
    }

    private static @Nullable String absentIfEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private void requireData(String data) throws RefusedEvent {
        FieldRules.require(
                Utf8.isWellFormed(data),
                RefusalReason.NOT_JSON,
                () -> "data has a lone surrogate: send whole characters");
        FieldRules.require(
                Utf8.isAtMost(maxEventBytes, data),
                RefusalReason.TOO_LARGE,
                () -> "data is longer than the %d bytes of UTF-8 that one event may have".formatted(maxEventBytes));
    }
}
