package dev.eventsource.broker.publish;

/** How much may be on its way to RabbitMQ at once. Guarded by this object's lock; any thread may ask. */
final class Allowance {
    private final int mostMessages;
    private final long mostBytes;
    private int messages;
    private long bytes;

    Allowance(int mostMessages, long mostBytes) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
    }

    /** False where there is no room for it; a message that is larger than all the room there is goes alone. */
    synchronized boolean take(long size) {
        if (messages >= mostMessages || (messages > 0 && bytes + size > mostBytes)) {
            return false;
        }
        messages++;
        bytes += size;
        return true;
    }

    /** One that was on its way is no longer. */
    synchronized void giveBack(long size) {
        messages--;
        bytes -= size;
    }

    synchronized int messages() {
        return messages;
    }
}
