package dev.eventsource.broker.socket;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.event.ChannelId;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells the nodes which streams have to end, once MongoDB says so, and follows what the others tell. A signal names a
 * claim, which no newer stream has; or else it names streams that MongoDB is then asked about. So a signal that comes
 * late, twice or not at all harms nobody. Any thread may call; nothing here waits.
 */
@Singleton
class Endings {
    private final Signals signals;
    private final Claims claims;
    private final KnownSockets known;
    private final Leases leases;

    @Inject
    Endings(Signals signals, Claims claims, KnownSockets known, Leases leases) {
        this.signals = signals;
        this.claims = claims;
        this.known = known;
        this.leases = leases;
    }

    /** Ends the stream that goes by a claim; null: there is none. */
    void endStream(@Nullable String stream) {
        if (stream != null && !claims.lose(stream)) {
            signals.tell(new Signal(Topic.END_STREAM, stream));
        }
    }

    /** Ends what a socket still is on any node that knows it, and the stream that goes by its claim. */
    void endSocket(String id, @Nullable String stream) {
        endStream(stream);
        signals.tell(new Signal(Topic.END_SOCKET, id));
        known.forget(id);
    }

    /** Ends the streams with this channel whose sockets are gone. */
    void endStreams(ChannelId channel) {
        String user = channel.user() == null ? "" : channel.user();
        signals.tell(new Signal(Topic.END_CHANNEL, channel.name() + "\n" + user));
        end(channel);
    }

    void follow(@Observes Signal signal) {
        switch (signal.topic()) {
            case END_STREAM -> claims.lose(signal.text());
            case END_SOCKET -> known.forget(signal.text());
            case END_CHANNEL -> end(channel(signal.text()));
            case END_USER -> end(socket -> socket.user().equals(signal.text()));
            default -> {
                // A changed user's tickets stay: what a page was allowed does not go by its user's secret.
            }
        }
    }

    /** A channel's name has no control characters, whatever a user's key may have. */
    static ChannelId channel(String text) {
        List<String> nameAndUser = List.of(text.split("\n", 2));
        String user = nameAndUser.size() > 1 ? nameAndUser.get(1) : "";
        return new ChannelId(user.isEmpty() ? null : user, nameAndUser.get(0));
    }

    private void end(ChannelId channel) {
        end(socket -> socket.isOn(channel));
    }

    private void end(Predicate<Socket> ended) {
        known.forgetAll(ended);
        leases.check(claims.find(ended));
    }
}
