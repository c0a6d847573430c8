package dev.eventsource.broker.source;

import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text with places in braces that a message fills: {@code orders.{1}}. There is no more to it, so that what it costs is bound by
 * its length and the message's.
 */
final class Template {
    private static final Pattern TOKEN = Pattern.compile("\\{\\{|}}|\\{([^{}]*)}|[{}]");

    private static final int LONGEST_SHOWN = 100;

    private final String written;
    private final List<Part> parts;

    /** A part's text in a message; null where the message has none. */
    interface Part {
        @Nullable
        String in(Content content, boolean mayBeBinary) throws RefusedEvent;
    }

    private Template(String written, List<Part> parts) {
        this.written = written;
        this.parts = List.copyOf(parts);
    }

    /** Reads one; {@link IllegalArgumentException} where it is none, in words that say what to change. */
    static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        Matcher token = TOKEN.matcher(text);
        int from = 0;
        while (token.find()) {
            plain.append(text, from, token.start());
            from = token.end();
            if (token.group(1) != null) {
                addPlain(parts, plain);
                parts.add(Place.of(token.group(1)));
            } else if (token.group().length() == 2) {
                plain.append(token.group().charAt(0));
            } else {
                throw new IllegalArgumentException("'" + token.group() + "' stands alone: write '"
                        + token.group().repeat(2) + "' for the character");
            }
        }
        plain.append(text, from, text.length());
        addPlain(parts, plain);
        return new Template(text, parts);
    }

    private static void addPlain(List<Part> parts, StringBuilder plain) {
        if (plain.length() > 0) {
            String text = plain.toString();
            parts.add((content, mayBeBinary) -> text);
            plain.setLength(0);
        }
    }

    /** What of the payload it asks for. */
    Stream<Pointer> pointers() {
        return parts.stream()
                .flatMap(part -> part instanceof Place.OfBody pointed ? Stream.of(pointed.pointer()) : Stream.empty());
    }

    /** Its text in a message; null where the message lacks any part of it. */
    @Nullable
    String fill(Content content, boolean mayBeBinary) throws RefusedEvent {
        if (parts.size() == 1) {
            return parts.get(0).in(content, mayBeBinary);
        }
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            String next = part.in(content, mayBeBinary);
            if (next == null) {
                return null;
            }
            text.append(next);
        }
        return text.toString();
    }

    /** Its value as compact JSON: what a lone pointer points at as it is, anything else a string; null where the message lacks it. */
    @Nullable
    String fillAsJson(Content content, boolean mayBeBinary) throws RefusedEvent {
        if (parts.size() == 1 && parts.get(0) instanceof Place.OfBody pointed) {
            return content.jsonAt(pointed.pointer());
        }
        String text = fill(content, mayBeBinary);
        return text == null ? null : Json.createValue(text).toString();
    }

    /** How many words a routing key needs to have to fill it. */
    int keyWords() {
        return parts.stream()
                .mapToInt(part -> part instanceof Place.OfKey word ? word.number() + 1 : 0)
                .max()
                .orElse(0);
    }

    /** As it is written, or how it begins. */
    @Override
    public String toString() {
        return written.length() <= LONGEST_SHOWN ? written : written.substring(0, LONGEST_SHOWN) + "...";
    }
}
