package dev.eventsource.broker.socket;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.secret.RandomIds;
import dev.eventsource.broker.token.Revocation;
import dev.eventsource.broker.token.Token;
import dev.eventsource.broker.user.User;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The streams that were opened on this node by tokens, or by nothing, on public channels. Each has a socket of its own, which lives as long as the stream and has no
 * ticket, so nothing is asked of MongoDB to open it. Any thread may call; nothing here waits.
 */
@Singleton
public final class TokenStreams {
    private final TokenPresence presence;
    private final Event<StreamChange> changes;

    /** By their sockets' ids. */
    private final Map<String, Claim> held = new ConcurrentHashMap<>();

    @Inject
    TokenStreams(TokenPresence presence, Event<StreamChange> changes) {
        this.presence = presence;
        this.changes = changes;
    }

    /**
     * The claim of a new stream on these channels and patterns of the user's, which the token allows.
     *
     * @param token null: they are public
     * @param position the event id of where the log stands
     */
    public Claim open(
            User user, @Nullable Token token, List<String> channels, List<ChannelPattern> patterns, String position) {
        String presenceId = token == null ? null : token.presenceId();
        Socket socket = new Socket(
                RandomIds.next(),
                user.key(),
                channels,
                patterns,
                presenceId,
                position,
                Instant.now(),
                user.maxConnections());
        Claim claim = new Claim(socket, RandomIds.next(), new CompletableFuture<>(), token, false);
        held.put(socket.id(), claim);
        claim.onLoss(() -> forget(claim));
        if (presenceId != null || user.webhook() != null) {
            presence.add(claim);
        }
        changes.fire(new StreamChange(socket, true));
        return claim;
    }

    private void forget(Claim claim) {
        held.remove(claim.socket().id());
        presence.remove(claim);
    }

    void follow(@Observes Signal signal) {
        switch (signal.topic()) {
            case END_CHANNEL -> {
                ChannelId channel = Endings.channel(signal.text());
                end(claim -> claim.socket().isOn(channel));
            }
            case END_USER -> end(claim -> claim.socket().user().equals(signal.text()));
            default -> {
                // A changed user's streams stay until they are opened again.
            }
        }
    }

    void follow(@Observes Revocation revocation) {
        end(claim -> claim.token() != null && revocation.revokes(claim.token()));
    }

    /** Ends those that pass. */
    void end(Predicate<Claim> ended) {
        held.values().stream().filter(ended).forEach(claim -> claim.loss().complete(null));
    }

    /** The sockets of the streams that are open now. */
    Stream<Socket> sockets() {
        return held.values().stream().map(Claim::socket);
    }

    /** Whether a socket's stream is open. */
    boolean has(Socket socket) {
        return held.containsKey(socket.id());
    }
}
