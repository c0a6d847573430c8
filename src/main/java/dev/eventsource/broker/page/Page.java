package dev.eventsource.broker.page;

import dev.eventsource.broker.http.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * One file of the pages.
 *
 * @param bytes its content, never changed
 * @param type its media type
 * @param hash names its content, for caches
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; it exists to carry the array without a copy
record Page(byte[] bytes, String type, String hash) {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml");

    /** Empty where there is no file of that name beside the class, or one of a type that is not served. */
    static Optional<Page> load(Class<?> beside, String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (InputStream file = beside.getResourceAsStream(name)) {
            return file == null || type == null ? Optional.empty() : Optional.of(of(file.readAllBytes(), type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Page of(byte[] bytes, String type) {
        return new Page(bytes, type, ContentHash.of(bytes));
    }
}
