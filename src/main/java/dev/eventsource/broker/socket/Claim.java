package dev.eventsource.broker.socket;

import java.util.concurrent.CompletableFuture;

/**
 * The right of one stream to a socket, until it is released or lost: a newer claim of the same socket takes it away, on
 * whichever node, and so does the socket's end.
 *
 * @param socket what was claimed
 * @param stream names this claim among all of this socket
 * @param loss completed when the claim is lost
 */
public record Claim(Socket socket, String stream, CompletableFuture<Void> loss) {
    /** Does {@code task} when the claim is lost, or at once where it has been; it must not wait. */
    @SuppressWarnings("FutureReturnValueIgnored") // what comes of the task is its own business
    public void onLoss(Runnable task) {
        loss.thenRun(task);
    }

    /** Whether the stream has no longer a right to the socket. Any thread may ask. */
    public boolean isLost() {
        return loss.isDone();
    }
}
