package dev.eventsource.broker.socket;

import dev.eventsource.broker.token.Token;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The right of one stream to a socket, until it is released or lost: a newer claim of the same socket takes it away, on
 * whichever node, and so does the socket's end. What a token gives is lost when the token is revoked.
 *
 * @param socket what was claimed
 * @param stream names this claim among all of this socket
 * @param loss completed when the claim is lost
 * @param token by which the stream is there; null: by its ticket, or by nothing, on public channels
 * @param hasTicket whether the socket has one; where not, it is the stream's own and ends with it
 */
public record Claim(
        Socket socket,
        String stream,
        CompletableFuture<Void> loss,
        @Nullable Token token,
        boolean hasTicket) {
    /** One of a ticket. */
    public Claim(Socket socket, String stream, CompletableFuture<Void> loss) {
        this(socket, stream, loss, null, true);
    }

    /** Whether what it reads is public, and whoever has it showed nothing. */
    public boolean isAnybodys() {
        return token == null && !hasTicket;
    }

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
