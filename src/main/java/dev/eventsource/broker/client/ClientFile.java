package dev.eventsource.broker.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsource.broker.http.ContentHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * One form of the client.
 *
 * @param bytes its content, never changed
 * @param gzip the same, compressed
 * @param type its media type
 * @param hash names its content, for caches
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; it exists to carry the arrays without a copy
record ClientFile(byte[] bytes, byte[] gzip, String type, String hash) {
    static ClientFile of(String text, String type) {
        byte[] bytes = text.getBytes(UTF_8);
        return new ClientFile(bytes, compress(bytes), type, ContentHash.of(bytes));
    }

    private static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new Best(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** It is compressed once, so it may take its time. */
    private static final class Best extends GZIPOutputStream {
        Best(ByteArrayOutputStream compressed) throws IOException {
            super(compressed);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
