package dev.eventsource.broker.publish;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Something that waits to be sent. */
interface Outgoing {
    /** How much it takes of what may wait, in bytes. */
    long size();

    /** Ends when it takes nothing any longer. */
    CompletableFuture<Void> outcome();

    /** Sends it. The publisher's thread alone calls it, and may hang in it. */
    void by(PublishSession session) throws IOException;

    /** It is not sent, or nobody knows what became of it. Any thread may call, and more than once. */
    void giveUp(Obstacle reason);
}
