package dev.eventsource.broker.socket;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.secret.RandomIds;
import dev.eventsource.broker.token.Revoked;
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
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    /** Those of them that were let in and that others know of. */
    private final Map<String, Claim> begun = new ConcurrentHashMap<>();

    /** A stream, and whether MongoDB is to know of it: where somebody is there by name, or somebody is told which channels are occupied. */
    private record Held(Claim claim, boolean isToBeKnown) {}

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
        // There may be very many, each of a token of its own.
        Token kept = token == null ? null : token.withoutGrants();
        Socket socket = new Socket(
                RandomIds.next(),
                user.key(),
                channels,
                patterns,
                presenceId,
                position,
                Instant.now(),
                user.maxConnections());
        Claim claim = new Claim(socket, RandomIds.next(), new CompletableFuture<>(), kept, false);
        held.put(socket.id(), new Held(claim, presenceId != null || user.webhook() != null));
        claim.onLoss(() -> held.remove(socket.id()));
        return claim;
    }

    /**
     * Has others know of a stream of a token that no limit has turned away. Who shows nothing is nobody: no channel is occupied,
     * nothing written and no webhook told by whoever makes up names that a public pattern matches.
     */
    public void begin(Claim claim) {
        Held known = claim.token() == null ? null : held.get(claim.socket().id());
        if (known != null) {
            begun.put(claim.socket().id(), claim);
            try {
                if (known.isToBeKnown()) {
                    presence.add(claim);
                }
                changes.fire(new StreamChange(claim.socket(), true));
            } finally {
                // Also where one of those who are told fails, which is the end of the stream.
                claim.onLoss(() -> end(claim));
            }
        }
    }

    private void end(Claim claim) {
        begun.remove(claim.socket().id());
        presence.remove(claim);
        changes.fire(new StreamChange(claim.socket(), false));
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

    void follow(@Observes Revoked revoked) {
        end(claim -> claim.token() != null && revoked.tokens().test(claim.token()));
    }

    /** Ends those that pass and are there now: not one that has come back because of this. */
    void end(Predicate<Claim> ended) {
        held.values().stream()
                .map(Held::claim)
                .filter(ended)
                .toList()
                .forEach(claim -> claim.loss().complete(null));
    }

    /** The users whose channels the streams read that are open now, each once. */
    List<String> users() {
        return held.values().stream()
                .map(held -> held.claim().socket().user())
                .distinct()
                .toList();
    }

    /** The sockets of the streams that others know of. */
    Stream<Socket> sockets() {
        return begun.values().stream().map(Claim::socket);
    }

    /** Whether others know of a socket's stream. */
    boolean has(Socket socket) {
        return begun.containsKey(socket.id());
    }
}
