package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Opening;
import dev.eventsource.broker.channel.Start;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.event.SseFrame;
import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.secret.RandomIds;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.Socket;
import dev.eventsource.broker.token.KeysUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens streams of updates, which go the way of all streams. Who reads them has no socket; each stream has one of its own that
 * nobody else knows, of the user whose space all updates are in, so that the limits for one user's streams are theirs
 * together. Any thread may call, and none waits.
 */
@Singleton
public final class TopicStreams {
    private final Channels channels;
    private final Draining draining;
    private final Subscribers subscribers;
    private final StreamOpener opener;
    private final Traffic traffic;
    private final Duration heartbeat;

    @Inject
    TopicStreams(
            Channels channels,
            Draining draining,
            Subscribers subscribers,
            StreamOpener opener,
            Traffic traffic,
            Settings settings) {
        this.channels = channels;
        this.draining = draining;
        this.subscribers = subscribers;
        this.opener = opener;
        this.traffic = traffic;
        this.heartbeat = settings.duration(Setting.HEARTBEAT_SECONDS);
    }

    /** Opens the stream of a request, which may be suspended already, without a time-out; null, or else the answer where it cannot be opened for now. */
    public @Nullable Response open(TopicStream wanted, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long received = System.nanoTime();
        Socket socket = new Socket(
                RandomIds.next(),
                String.valueOf(Update.SPACE.user()),
                List.of(),
                null,
                channels.lastId(),
                Instant.now(),
                null);
        TurnAway obstacle = obstacle(socket.id());
        if (obstacle != null) {
            traffic.noteTurnedAway(obstacle);
            return EventSourceServlet.comeBack();
        }
        Claim claim = new Claim(socket, RandomIds.next(), new CompletableFuture<>(), null, false);
        claim.onLoss(wanted.onEnd());
        if (!request.isAsyncStarted()) {
            request.startAsync().setTimeout(0);
        }
        Reading reading = new Reading(
                claim,
                Subscription.of(wanted.filter()),
                now -> pace(wanted, now),
                new Start(wanted.lastEventId(), socket.position(), Duration.ZERO, wanted.fromFirst()),
                received,
                false,
                none -> {},
                firstBlock(wanted));
        return opener.open(reading, request, response) ? null : EventSourceServlet.comeBack();
    }

    /** The answer to a subscriber for whom there is no room. */
    public Response turnAway() {
        traffic.noteTurnedAway(TurnAway.NODE_LIMIT);
        return EventSourceServlet.comeBack();
    }

    /** The answer to a subscriber of whom nobody can tell for now who it is. */
    public Response turnAway(Unavailable why) {
        traffic.noteTurnedAway(why instanceof KeysUnavailable ? TurnAway.ISSUER : TurnAway.MONGODB);
        return EventSourceServlet.comeBack();
    }

    private @Nullable TurnAway obstacle(String socket) {
        if (draining.isBegun()) {
            return TurnAway.DRAINING;
        }
        if (!channels.isComplete()) {
            return TurnAway.STARTING;
        }
        return subscribers.hasRoomFor(socket) ? null : TurnAway.NODE_LIMIT;
    }

    private Pace pace(TopicStream wanted, long nanoTime) {
        Words words = wanted.tellsLoss() ? Words.COMMENTS_AND_RESETS : Words.COMMENTS;
        Pace pace = Pace.stream(heartbeat).in(words);
        Instant end = wanted.expiresAt();
        return end == null ? pace : pace.until(Term.without(end, Instant.now(), nanoTime));
    }

    private static Function<Opening, byte[]> firstBlock(TopicStream wanted) {
        return opening -> {
            if (wanted.lastEventId() != null) {
                wanted.onPlaced().accept(opening instanceof Opening.Resumed resumed ? resumed.from() : Update.EARLIEST);
            }
            return opening instanceof Opening.Reset reset && wanted.tellsLoss()
                    ? SseFrame.encode(ControlFrames.reset(reset.reason()).withRetry(ControlFrames.retry()))
                    : SseFrame.retry(ControlFrames.retry());
        };
    }
}
