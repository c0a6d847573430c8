package dev.eventsource.broker.event;

import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What texts the fields of an event may be, whatever the settings. Stateless, so any thread may ask. */
public final class FieldRules {
    /** The longest {@code id} and {@code name}, in bytes of UTF-8. */
    static final int MAX_FIELD_BYTES = 255;

    /** The longest channel, user and socket, in characters. */
    private static final int MAX_NAME_CHARACTERS = 255;

    /** With what the ids begin that the broker alone makes. */
    private static final String RESERVED_IDS = "@";

    /** With what the names begin that the broker alone uses. */
    private static final String RESERVED_NAMES = "eshq:";

    private static final char DEL = 0x7f;

    private FieldRules() {}

    /** Whether a text is 1 to 255 characters without control characters, as the names of channels are. */
    public static boolean isName(String text) {
        return !text.isEmpty()
                && text.codePointCount(0, text.length()) <= MAX_NAME_CHARACTERS
                && !has(text, Character::isISOControl)
                && Utf8.isWellFormed(text);
    }

    static void requireName(String text, RefusalReason reason, String field) throws RefusedEvent {
        require(isName(text), reason, () -> field + " takes 1 to 255 characters, none of them a control character");
    }

    /** Whether a text can be an event's name. */
    public static boolean isEventName(String text) {
        return isField(text, RESERVED_NAMES);
    }

    /** Whether an event of this name is the broker's own. */
    static boolean isReserved(@Nullable String eventName) {
        return eventName != null && eventName.startsWith(RESERVED_NAMES);
    }

    static void requireEventName(String name) throws RefusedEvent {
        requireField(name, RefusalReason.BAD_NAME, "name", RESERVED_NAMES);
    }

    static void requireId(String id) throws RefusedEvent {
        requireField(id, RefusalReason.BAD_ID, "id", RESERVED_IDS);
        requireFitForHeader(id);
    }

    private static void requireField(String text, RefusalReason reason, String field, String reserved)
            throws RefusedEvent {
        require(
                isField(text, reserved),
                reason,
                () -> "%s takes at most 255 bytes of UTF-8 without CR, LF and NUL, and does not begin with '%s'"
                        .formatted(field, reserved));
    }

    private static boolean isField(String text, String reserved) {
        return !has(text, c -> c == '\r' || c == '\n' || c == 0)
                && Utf8.isWellFormed(text)
                && Utf8.isAtMost(MAX_FIELD_BYTES, text)
                && !text.startsWith(reserved);
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
    static void require(boolean allowed, RefusalReason reason, Supplier<String> whatToChange) throws RefusedEvent {
        if (!allowed) {
            throw new RefusedEvent(reason, whatToChange.get());
        }
    }
}
