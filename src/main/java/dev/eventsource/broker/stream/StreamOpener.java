package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Cursor;
import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.channel.Opening;
import dev.eventsource.broker.channel.Start;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.event.SseFrame;
import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.socket.ChannelPatterns;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.stats.UserCounters;
import dev.eventsource.broker.token.Token;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Makes a subscriber of a claim. Stateless, so the threads of any requests may call. */
@Singleton
class StreamOpener {
    static final String CONTENT_TYPE = "text/event-stream;charset=UTF-8";
    static final String CACHE_CONTROL = "no-store, no-transform";

    private final Channels channels;
    private final Fences fences;
    private final Writers writers;
    private final Subscribers subscribers;
    private final UserCounters counters;
    private final Traffic traffic;
    private final Cors cors;
    private final Duration heartbeat;

    @Inject
    StreamOpener(
            Channels channels,
            Fences fences,
            Writers writers,
            Subscribers subscribers,
            UserCounters counters,
            Traffic traffic,
            Cors cors,
            Settings settings) {
        this.channels = channels;
        this.fences = fences;
        this.writers = writers;
        this.subscribers = subscribers;
        this.counters = counters;
        this.traffic = traffic;
        this.cors = cors;
        this.heartbeat = settings.duration(Setting.HEARTBEAT_SECONDS);
    }

    /**
     * Opens the stream; false where a limit leaves no room for it. Then, and after an exception, nothing is left of it but
     * the claim and the response, which are the caller's again. A 400 problem where there never is room for it.
     *
     * @param from where it is to begin
     * @param onRoom has others know of it, before anything is written; where that fails, there is no stream
     */
    boolean open(
            Claim claim,
            StreamRequest wanted,
            Start from,
            Consumer<Claim> onRoom,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Subscription subscription = subscription(claim, wanted);
        ChannelPatterns.requireNarrow(subscription);
        Pace pace = wanted.isLongPoll() ? Pace.longPoll() : Pace.stream(heartbeat);
        Token token = claim.token();
        Reading reading = new Reading(
                claim,
                subscription,
                now -> token == null ? pace : pace.until(Term.of(token, Instant.now(), now)),
                from,
                wanted.received(),
                wanted.tellsChannels(),
                onRoom,
                first -> SseFrame.encode(ControlFrames.opening(first, claim, subscription)));
        return open(reading, request, response);
    }

    private static Subscription subscription(Claim claim, StreamRequest wanted) {
        Subscription named = claim.socket().subscription(wanted.channels(), wanted.patterns());
        return claim.isAnybodys() ? named.ofAnybody() : named;
    }

    /** The same of any reading. */
    boolean open(Reading reading, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Claim claim = reading.claim();
        Subscription subscription = reading.subscription();
        if (!channels.hasRoomFor(subscription)) {
            traffic.noteTurnedAway(TurnAway.USER_LIMIT);
            return false;
        }
        Cursor cursor = new Cursor(channels, subscription, claim.socket().id(), reading.tellsChannels());
        Subscriber subscriber = subscriber(reading, cursor, request, response);
        if (!subscribers.add(claim, subscriber)) {
            counters.leave(claim.socket().user());
            return false;
        }
        try {
            writeHead(request, response);
            if (!channels.register(subscription, subscriber.writer(), subscriber) && subscriber.giveUp()) {
                // Others took the last room meanwhile.
                forget(claim, subscription, subscriber);
                traffic.noteTurnedAway(TurnAway.USER_LIMIT);
                return false;
            }
            claim.onLoss(subscriber::close);
            reading.onRoom().accept(claim);
            begin(subscriber, cursor, reading);
        } catch (RuntimeException | Error e) {
            if (subscriber.giveUp()) {
                forget(claim, subscription, subscriber);
                throw e;
            }
        }
        if (subscriber.isClosed()) {
            // By a newer stream of its socket, perhaps before there was a sink to take out.
            channels.unregister(subscription, subscriber);
        }
        return true;
    }

    private Subscriber subscriber(
            Reading reading, Cursor cursor, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EventStream stream = new EventStream(request.getAsyncContext(), response.getOutputStream());
        Writer writer = writers.next();
        return new Subscriber(
                writer,
                cursor,
                stream,
                reading.pace().apply(writer.nanoTime()),
                counters.join(reading.claim().socket().user()),
                ended -> leave(reading.claim(), reading.subscription(), ended));
    }

    /**
     * Places the cursor and starts the output. The sink was registered before, so no event falls between what is replayed
     * and what comes in live. A place that is not known here may be one that another node has seen already: then the stream
     * begins when this node's feed has caught up, on its writer's thread, for the feed's must go on.
     */
    private void begin(Subscriber subscriber, Cursor cursor, Reading reading) {
        Opening opening = cursor.place(reading.from());
        if (opening instanceof Opening.Ahead) {
            fences.next(passed -> subscriber.execute(() -> {
                Opening known = cursor.place(reading.from());
                Opening found = known instanceof Opening.Ahead && passed ? cursor.placeAtEnd() : known;
                start(subscriber, found, reading);
            }));
        } else {
            start(subscriber, opening, reading);
        }
    }

    private void start(Subscriber subscriber, Opening opening, Reading reading) {
        if (opening instanceof Opening.Ahead) {
            subscriber.turnAway();
            traffic.noteTurnedAway(TurnAway.FEED);
        } else {
            subscriber.start(opening, reading.firstBlock().apply(opening));
            traffic.noteOpened(opening);
            // Behind the first block, on the writer's thread.
            subscriber.execute(() -> traffic.noteOpening(System.nanoTime() - reading.received()));
        }
    }

    private void leave(Claim claim, Subscription subscription, Subscriber ended) {
        channels.unregister(subscription, ended);
        subscribers.remove(claim, ended);
        counters.leave(claim.socket().user());
    }

    private void forget(Claim claim, Subscription subscription, Subscriber unopened) {
        channels.unregister(subscription, unopened);
        subscribers.forget(claim, unopened);
        counters.leave(claim.socket().user());
    }

    private void writeHead(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(CONTENT_TYPE);
        response.setHeader("Cache-Control", CACHE_CONTROL);
        response.setHeader("X-Accel-Buffering", "no");
        cors.headers(request.getHeader("Origin")).forEach(response::setHeader);
    }
}
