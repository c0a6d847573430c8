package dev.eventsource.broker.event;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.url.HubUrl;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the fields of an event may be, wherever it comes from. Stateless but for its limit, so any thread may ask. */
@Singleton
public final class EventRules {
    /** The longest {@code id} and {@code name}, in bytes of UTF-8. */
    static final int MAX_FIELD_BYTES = 255;

    /** The longest channel, user and socket, in characters. */
    static final int MAX_NAME_CHARACTERS = 255;

    /** With what the names begin that the broker alone uses. */
    static final String RESERVED_NAMES = "eshq:";

    /** With what the topics begin that the hub alone publishes to, beside those below its URL's path. */
    private static final String OF_HUB = "/.well-known/mercure/";

    private static final char DEL = 0x7f;

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
        requireName(channel.name(), RefusalReason.BAD_CHANNEL, "channel");
        if (channel.user() != null) {
            requireName(channel.user(), RefusalReason.BAD_USER, "user");
        }
        requireData(data);
        String eventId = absentIfEmpty(id);
        String eventName = absentIfEmpty(name);
        String sender = absentIfEmpty(socket);
        if (eventId != null) {
            requireField(eventId, RefusalReason.BAD_ID, "id", "@");
            requireFitForHeader(eventId);
        }
        if (eventName != null) {
            requireField(eventName, RefusalReason.BAD_NAME, "name", RESERVED_NAMES);
        }
        if (sender != null) {
            requireName(sender, RefusalReason.BAD_SOCKET, "socket");
        }
        return new Event(channel, data, eventId, eventName, sender);
    }

    /** The update of topics, or the first rule that it breaks; an empty id or name counts as absent. */
    public Event acceptUpdate(Update update, String data, @Nullable String id, @Nullable String name)
            throws RefusedEvent {
        requireUpdate(update, id, name);
        require(
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
        require(retain, RefusalReason.BAD_KEY, () -> "a key is of a last value alone: send retain with it");
        requireName(name, RefusalReason.BAD_KEY, "key");
        return new Retain(name);
    }

    /** An event under the key by which it is to come once; the first rule that this breaks. An empty key counts as absent. */
    public Event acceptOnce(Event event, @Nullable String key) throws RefusedEvent {
        String once = absentIfEmpty(key);
        if (once != null) {
            requireName(once, RefusalReason.BAD_ONCE, "idempotency_key");
        }
        return event.withOnce(once);
    }

    /** Refuses a channel that is not 1 to 255 characters without control characters. */
    public void acceptChannel(String channel) throws RefusedEvent {
        requireName(channel, RefusalReason.BAD_CHANNEL, "channel");
    }

    /** Whether a text is 1 to 255 characters without control characters, as the names of channels are. */
    public static boolean isName(String text) {
        return !text.isEmpty()
                && text.codePointCount(0, text.length()) <= MAX_NAME_CHARACTERS
                && !has(text, Character::isISOControl)
                && Utf8.isWellFormed(text);
    }

    private static @Nullable String absentIfEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private void requireData(String data) throws RefusedEvent {
        require(
                Utf8.isWellFormed(data),
                RefusalReason.NOT_JSON,
                () -> "data has a lone surrogate: send whole characters");
        require(
                Utf8.isAtMost(maxEventBytes, data),
                RefusalReason.TOO_LARGE,
                () -> "data is longer than the %d bytes of UTF-8 that one event may have".formatted(maxEventBytes));
    }

    private static void requireName(String text, RefusalReason reason, String field) throws RefusedEvent {
        require(isName(text), reason, () -> field + " takes 1 to 255 characters, none of them a control character");
    }

    /** Whether a text can be an event's name. */
    public static boolean isEventName(String text) {
        return isField(text, RESERVED_NAMES);
    }

    private static boolean isField(String text, String reserved) {
        return !has(text, c -> c == '\r' || c == '\n' || c == 0)
                && Utf8.isWellFormed(text)
                && Utf8.isAtMost(MAX_FIELD_BYTES, text)
                && !text.startsWith(reserved);
    }

    private static void requireField(String text, RefusalReason reason, String field, String reserved)
            throws RefusedEvent {
        require(
                isField(text, reserved),
                reason,
                () -> "%s takes at most 255 bytes of UTF-8 without CR, LF and NUL, and does not begin with '%s'"
                        .formatted(field, reserved));
    }

    /**
     * An id comes back in a header. HTTP trims the blanks at the ends of its value and has no control characters in it
     * (RFC 9110, section 5.5), and some servers make one space of any blanks within: it would come back as another event's.
     */
    private static void requireFitForHeader(String id) throws RefusedEvent {
        boolean allowed =
                !id.startsWith(" ") && !id.endsWith(" ") && !id.contains("  ") && !has(id, c -> c < ' ' || c == DEL);
        require(
                allowed,
                RefusalReason.BAD_ID,
                () ->
                        "id has no control character, no space at either end and no two in a row, for HTTP would change it");
    }

    private static boolean has(String text, IntPredicate character) {
        for (int i = 0; i < text.length(); i++) {
            if (character.test(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Words are made for who is refused alone: every event comes by here. */
    private static void require(boolean allowed, RefusalReason reason, Supplier<String> whatToChange)
            throws RefusedEvent {
        if (!allowed) {
            throw new RefusedEvent(reason, whatToChange.get());
        }
    }
}
