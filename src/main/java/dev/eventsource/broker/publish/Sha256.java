package dev.eventsource.broker.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The digest of several texts, none of which may be taken for a part of another. */
final class Sha256 {
    private static final int ABSENT = -1;

    private Sha256() {}

    static ByteBuffer of(@Nullable String... texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                byte[] bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
                int length = text == null ? ABSENT : bytes.length;
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
                digest.update(bytes);
            }
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
