package dev.eventsource.broker.ledger.publish;

import dev.eventsource.broker.ledger.event.Message;

/** A way to publish. One thread uses it. */
interface Outlet extends AutoCloseable {
    /** Sends a message and waits for a limited time until it is confirmed, which it notes; else nothing was promised. */
    void send(Message message) throws InterruptedException;

    /** From now on nothing is sent. */
    @Override
    void close();
}
