package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Cursor;
import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.channel.Opening;
import dev.eventsource.broker.channel.Start;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.Socket;
import dev.eventsource.broker.socket.Sockets;
import dev.eventsource.broker.stats.Deliveries;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Makes a subscriber of a claimed socket. Stateless, so the threads of any requests may call. */
@Singleton
class StreamOpener {
    static final String CONTENT_TYPE = "text/event-stream;charset=UTF-8";
    static final String CACHE_CONTROL = "no-store, no-transform";

    private final Channels channels;
    private final Fences fences;
    private final Sockets sockets;
    private final Writers writers;
    private final Subscribers subscribers;
    private final Deliveries deliveries;
    private final Traffic traffic;
    private final Cors cors;
    private final Duration heartbeat;

    @Inject
    StreamOpener(
            Channels channels,
            Fences fences,
            Sockets sockets,
            Writers writers,
            Subscribers subscribers,
            Deliveries deliveries,
            Traffic traffic,
            Cors cors,
            Settings settings) {
        this.channels = channels;
        this.fences = fences;
        this.sockets = sockets;
        this.writers = writers;
        this.subscribers = subscribers;
        this.deliveries = deliveries;
        this.traffic = traffic;
        this.cors = cors;
        this.heartbeat = settings.duration(Setting.HEARTBEAT_SECONDS);
    }

    /**
     * Opens the stream; false where a limit leaves no room for it. The sink is registered before its cursor is placed, so
     * no event falls between what is replayed and what comes in live.
     *
     * <p>A place that is not known here may be one that another node has seen already: then the stream begins when this
     * node's feed has caught up.
     */
    boolean open(Claim claim, StreamRequest wanted, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Socket socket = claim.socket();
        List<String> names = wanted.channels().isEmpty() ? socket.channels() : wanted.channels();
        List<ChannelId> ids = socket.channelIds(names);
        Start from = new Start(wanted.lastEventId(), socket.position(), sockets.age(socket));
        Cursor cursor = new Cursor(channels, ids, socket.id());
        Pace pace = wanted.isLongPoll() ? Pace.longPoll() : Pace.stream(heartbeat);
        EventStream stream = new EventStream(request.getAsyncContext(), response.getOutputStream());
        LongAdder delivered = deliveries.open(socket.user());
        Subscriber subscriber =
                new Subscriber(writers.next(), cursor, stream, pace, delivered, ended -> leave(claim, ids, ended));
        if (!subscribers.add(claim, subscriber)) {
            deliveries.close(socket.user());
            return false;
        }
        writeHead(request, response);
        request.getAsyncContext().setTimeout(0);
        channels.register(ids, subscriber);
        Opening opening = cursor.open(from);
        if (opening instanceof Opening.Ahead) {
            AsyncContext async = request.getAsyncContext();
            fences.next(passed -> later(subscriber, async, () -> {
                if (subscriber.isClosed()) {
                    return;
                }
                Opening known = cursor.open(from);
                begin(subscriber, known instanceof Opening.Ahead && passed ? cursor.openAtEnd() : known, socket, names);
            }));
        } else {
            begin(subscriber, opening, socket, names);
        }
        claim.onLoss(subscriber::close);
        return true;
    }

    /** On a thread of the server's: the feed's, which calls, must go on. The stream may have been ended meanwhile. */
    private static void later(Subscriber subscriber, AsyncContext async, Runnable opening) {
        try {
            async.start(opening);
        } catch (IllegalStateException e) {
            subscriber.close();
        }
    }

    private void begin(Subscriber subscriber, Opening opening, Socket socket, List<String> names) {
        if (opening instanceof Opening.Ahead) {
            traffic.noteTurnedAway(TurnAway.FEED);
            subscriber.turnAway();
        } else {
            traffic.noteOpened(opening);
            subscriber.start(opening, ControlFrames.opening(opening, socket.id(), names));
        }
    }

    private void leave(Claim claim, List<ChannelId> ids, Subscriber ended) {
        channels.unregister(ids, ended);
        subscribers.remove(claim, ended);
        deliveries.close(claim.socket().user());
    }

    private void writeHead(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(CONTENT_TYPE);
        response.setHeader("Cache-Control", CACHE_CONTROL);
        response.setHeader("X-Accel-Buffering", "no");
        cors.headers(request.getHeader("Origin")).forEach(response::setHeader);
    }
}
