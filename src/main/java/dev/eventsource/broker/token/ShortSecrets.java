package dev.eventsource.broker.token;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Warns of users whose tokens are signed with a secret that is shorter than HS256 asks for (RFC 7518, section 3.2): whoever has
 * one token can try secrets on it by the billion, and nobody notices. Once for each user, of the first 10,000. Any thread may
 * note.
 */
final class ShortSecrets {
    private static final Logger LOG = System.getLogger(ShortSecrets.class.getName());
    private static final int MOST = 10_000;

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** A user's secret has proven a token. */
    void note(String user, String secret) {
        boolean isShort = secret.getBytes(StandardCharsets.UTF_8).length < SecretSignature.SHORTEST_BYTES;
        if (isShort && warned.size() < MOST && warned.add(user)) {
            LOG.log(
                    Level.WARNING,
                    "The user ''{0}'' signs tokens with a secret of fewer than 32 bytes: unless it was drawn at"
                            + " random, it can be guessed from one of them",
                    user.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?"));
        }
    }
}
