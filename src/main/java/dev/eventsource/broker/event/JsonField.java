package dev.eventsource.broker.event;

/**
 * The value of one member of a message.
 *
 * @param type what stood there
 * @param text the string itself, or the compact JSON text of any other value, numbers as they were written
 */
record JsonField(Type type, String text) {
    static final JsonField NULL = new JsonField(Type.NULL, "");

    enum Type {
        STRING,
        NUMBER,
        NULL,
        OTHER
    }

    boolean isNull() {
        return type == Type.NULL;
    }

    boolean isString() {
        return type == Type.STRING;
    }

    boolean isTrue() {
        return type == Type.OTHER && text.equals("true");
    }

    boolean isFalse() {
        return type == Type.OTHER && text.equals("false");
    }

    boolean isInteger() {
        return type == Type.NUMBER && text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }
}
