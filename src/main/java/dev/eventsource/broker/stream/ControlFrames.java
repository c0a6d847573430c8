package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Opening;
import dev.eventsource.broker.channel.ResetReason;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.SseFrame;
import dev.eventsource.broker.event.StreamEvent;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.socket.Claim;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** What the broker itself says in a stream. None of it has an id, so none moves the browser's last event id. */
final class ControlFrames {
    /** The heartbeat; the debug page tells it from events by this text. */
    static final byte[] PING = SseFrame.encode(StreamEvent.control("ping", "{}"));

    private static final int SHORTEST_RETRY_MILLIS = 2_000;
    private static final int LONGEST_RETRY_MILLIS = 4_000;

    private ControlFrames() {}

    /** The first block of a stream. */
    static StreamEvent opening(Opening opening, Claim claim, Subscription subscription) {
        StreamEvent first;
        if (opening instanceof Opening.Resumed resumed) {
            first = resumed(resumed);
        } else if (opening instanceof Opening.Reset reset) {
            first = reset(reset.reason());
        } else {
            first = fresh(opening, claim, subscription);
        }
        return first.withRetry(retry());
    }

    /** A ticket knows where it began; whoever has none is told, to go on from there until the first event comes. */
    private static StreamEvent fresh(Opening opening, Claim claim, Subscription subscription) {
        List<String> channels =
                subscription.channels().stream().map(ChannelId::name).toList();
        JsonObjectBuilder data = Json.createObjectBuilder()
                .add("socket", claim.socket().id())
                .add("channels", Json.createArrayBuilder(channels));
        if (!subscription.patterns().isEmpty()) {
            List<String> patterns = subscription.patterns().stream()
                    .map(id -> id.pattern().text())
                    .toList();
            data.add("patterns", Json.createArrayBuilder(patterns));
        }
        if (!claim.hasTicket()) {
            String position = claim.socket().position();
            data.add("position", opening instanceof Opening.Fresh fresh ? fresh.placeToReturn(position) : position);
        }
        return StreamEvent.control("eshq:open", data.build().toString());
    }

    private static StreamEvent resumed(Opening.Resumed resumed) {
        String data = Json.createObjectBuilder()
                .add("from", resumed.from())
                .add("replayed", resumed.replayed())
                .build()
                .toString();
        return StreamEvent.control("eshq:resumed", data);
    }

    static StreamEvent reset(ResetReason reason) {
        String data =
                Json.createObjectBuilder().add("reason", reason.text()).build().toString();
        return StreamEvent.control("eshq:reset", data);
    }

    /** The stream's token is soon over: a browser that comes back with another one by then misses nothing. */
    static StreamEvent expiring(Term term, long nanoTime) {
        long seconds = Math.max(0, TimeUnit.NANOSECONDS.toSeconds(term.end() - nanoTime));
        return StreamEvent.control(
                "eshq:expiring", expiry(term).add("seconds", seconds).build().toString());
    }

    /** The stream's token is over, and so is the stream. */
    static StreamEvent expired(Term term) {
        return StreamEvent.control("eshq:expired", expiry(term).build().toString());
    }

    private static JsonObjectBuilder expiry(Term term) {
        return Json.createObjectBuilder().add("exp", term.expiresAt().getEpochSecond());
    }

    /** How long a browser should wait; spread, lest all of a node's browsers come back in one moment. */
    static Duration retry() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(SHORTEST_RETRY_MILLIS, LONGEST_RETRY_MILLIS + 1));
    }
}
