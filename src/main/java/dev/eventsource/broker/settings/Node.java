package dev.eventsource.broker.settings;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * This run of the broker among all nodes. The id is drawn anew at each start: it names the node's queue, marks the
 * connections it holds and is the epoch of the positions it counts, none of which may outlive the run.
 */
@Singleton
public final class Node {
    private final String id;

    @Inject
    public Node() {
        byte[] random = new byte[6];
        new SecureRandom().nextBytes(random);
        this.id = HexFormat.of().formatHex(random);
    }

    /** 12 hexadecimal digits. */
    public String id() {
        return id;
    }
}
