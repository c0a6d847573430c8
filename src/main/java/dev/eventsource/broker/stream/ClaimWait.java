package dev.eventsource.broker.stream;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.socket.Claim;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for claims in the threads that need them, of which there may be few: in so many at a time, and so long at most. */
final class ClaimWait {
    private final Semaphore places;
    private final Duration longest;

    ClaimWait(int places, Duration longest) {
        this.places = new Semaphore(places);
        this.longest = longest;
    }

    /**
     * The claim, or what it failed with; {@link Unavailable} where it does not come in time, or where others wait already and
     * it is not there.
     *
     * @param release is given the claim that comes when nobody waits for it any more
     */
    Claim forClaim(CompletionStage<Claim> claim, Consumer<Claim> release) {
        boolean mayWait = places.tryAcquire();
        try {
            return claim.toCompletableFuture().get(mayWait ? longest.toMillis() : 0, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return made(null, e.getCause());
        } catch (TimeoutException e) {
            throw late(claim, release, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late(claim, release, e);
        } finally {
            if (mayWait) {
                places.release();
            }
        }
    }

    private static Unavailable late(CompletionStage<Claim> claim, Consumer<Claim> release, Exception reason) {
        CompletionStage<Void> unusedLater = claim.thenAccept(release);
        return new Unavailable("The socket could not be claimed in time; try again shortly.", reason);
    }

    /** The claim, where there is one; else what it failed with is thrown. */
    static Claim made(@Nullable Claim claim, @Nullable Throwable failure) {
        if (claim != null) {
            return claim;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        throw cause instanceof RuntimeException expected ? expected : new IllegalStateException(failure);
    }
}
