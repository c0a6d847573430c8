package dev.eventsource.broker.page;

import dev.eventsource.broker.http.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * One file of the pages.
 *
 * @param bytes its content, never changed
 * @param type its media type
 * @param hash names its content, for caches
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; it exists to carry the array without a copy
record Page(byte[] bytes, String type, String hash) {
    static Page load(String name, String type) {
        try (InputStream file = Page.class.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(file, name).readAllBytes();
            return new Page(bytes, type, ContentHash.of(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
