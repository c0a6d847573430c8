package dev.eventsource.broker.publish;

import dev.eventsource.broker.http.Problem;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the text of a JSON array apart, where its elements are parted; whether they are well-formed, whoever reads them finds out. So
 * one that is not is refused by itself, and numbers stay as they were written. For one thread.
 */
final class JsonArrayText {
    private final String text;
    private final int most;
    private final List<String> elements = new ArrayList<>();
    private int at;

    private JsonArrayText(String text, int most) {
        this.text = text;
        this.most = most;
    }

    /** The text of each element; a problem where it is no array or has more than {@code most}. */
    static List<String> elements(String text, int most) {
        return new JsonArrayText(text.strip(), most).split();
    }

    private List<String> split() {
        if (text.length() < 2 || text.charAt(0) != '[' || text.charAt(text.length() - 1) != ']') {
            throw noArray();
        }
        if (text.substring(1, text.length() - 1).isBlank()) {
            return elements;
        }
        for (at = 1; at < text.length(); at++) {
            int start = at;
            moveBehindElement();
            elements.add(text.substring(start, at));
            if (elements.size() > most) {
                throw JsonObjects.tooMany(most);
            }
        }
        return elements;
    }

    /** To the comma behind it, or to the bracket that ends the array, which is the last character. */
    private void moveBehindElement() {
        for (int depth = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                moveToEndOfString();
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == '}' || (c == ']' && depth > 0)) {
                depth--;
            } else if (depth == 0 && (c == ',' || c == ']')) {
                requireLastWhereItEnds(c);
                return;
            }
        }
        throw noArray();
    }

    private void requireLastWhereItEnds(char c) {
        if (c == ']' && at < text.length() - 1) {
            throw noArray();
        }
    }

    private void moveToEndOfString() {
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\') {
                at++;
            }
        }
    }

    private static WebApplicationException noArray() {
        return Problem.badRequest("The body is not one JSON array.");
    }
}
