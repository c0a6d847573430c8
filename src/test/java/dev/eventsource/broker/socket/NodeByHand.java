package dev.eventsource.broker.socket;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoClock;
import dev.eventsource.broker.mongo.MongoThreads;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.user.PublicChannels;
import dev.eventsource.broker.user.RetainedChannels;
import dev.eventsource.broker.user.User;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Shutdown;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one of several nodes knows of sockets, each step of whose threads a test takes by hand; signals too. */
public final class NodeByHand {
    private static final MongoThreads IN_THE_CALLERS_THREAD = new MongoThreads() {
        @Override
        public void execute(Runnable task) {
            task.run();
        }
    };

    private final Settings settings = new Settings();
    private final Node node = new Node();
    private final List<StreamChange> changes = new ArrayList<>();
    private final Claims claims = new Claims();
    private final Signals signals = new Signals(event(signal -> {}));
    private final Mongo mongo;
    private final Lifetime lifetime;
    private final Releases releases;
    private final Renewal renewal;
    private final Leases leases;
    private final Endings endings;
    private final Finding finding;
    private final Sockets sockets;
    private boolean failsOnce;

    /** A node by clocks that are set by hand: MongoDB's, and its own, which is as {@link System#nanoTime}. */
    public NodeByHand(Mongo mongo, Supplier<Instant> mongoTime, LongSupplier nanoTime) {
        this(mongo, mongoTime, nanoTime, IN_THE_CALLERS_THREAD);
    }

    /** That, with threads for its claims that wait for the test. */
    NodeByHand(Mongo mongo, Supplier<Instant> mongoTime, LongSupplier nanoTime, MongoThreads threads) {
        this.mongo = mongo;
        this.lifetime = lifetime(mongoTime);
        KnownSockets known = new KnownSockets(claims, lifetime.life(), nanoTime::getAsLong);
        this.releases = new Releases(mongo, lifetime, claims);
        this.renewal = new Renewal(mongo, lifetime, claims, node);
        Event<StreamChange> noted = event(changes::add);
        this.leases =
                new Leases(lifetime, claims, known, releases, renewal, new Sweep(mongo, lifetime), noted, nanoTime);
        this.endings = new Endings(signals, claims, known, leases);
        TicketClaims tickets = new TicketClaims(mongo, lifetime, node);
        Holding holding = new Holding(claims, known, noted);
        Claiming claiming = new Claiming(
                new ClaimingTogether(tickets, claims, known, endings, holding),
                new ClaimingAlone(tickets, claims, known, endings, holding),
                threads);
        this.finding = new Finding(tickets, known, IN_THE_CALLERS_THREAD);
        this.sockets = new Sockets(
                mongo, lifetime, new NewTickets(mongo, IN_THE_CALLERS_THREAD), finding, claiming, known, endings);
    }

    private Lifetime lifetime(Supplier<Instant> mongoTime) {
        return new Lifetime(new MongoClock(), settings) {
            @Override
            public Instant now() {
                return mongoTime.get();
            }

            @Override
            public Instant horizon() {
                return mongoTime.get();
            }
        };
    }

    /** An event that has one observer. */
    @SuppressWarnings("unchecked")
    public static <T> Event<T> event(Consumer<T> fired) {
        return (Event<T>) Proxy.newProxyInstance(
                NodeByHand.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    fired.accept((T) arguments[0]);
                    return null;
                });
    }

    String id() {
        return node.id();
    }

    Claims claims() {
        return claims;
    }

    Releases releases() {
        return releases;
    }

    Renewal renewal() {
        return renewal;
    }

    Sockets sockets() {
        return sockets;
    }

    Duration life() {
        return lifetime.life();
    }

    /** A ticket of alice's. */
    public Socket open(String channel, @Nullable String presenceId) {
        return told(sockets.open(
                new User(
                        "alice",
                        "secret",
                        null,
                        "Alice",
                        false,
                        null,
                        false,
                        null,
                        PublicChannels.NONE,
                        RetainedChannels.NONE),
                List.of(channel),
                List.of(),
                presenceId,
                "@0"));
    }

    /** The socket of this id, unless it has lapsed. */
    Optional<Socket> find(String id) {
        return told(finding.find(id));
    }

    /** A stream's claim, as when a browser comes with its socket's id. */
    public Claim claim(Socket socket) {
        return told(sockets.claim(socket.id(), List.of(), List.of())).orElseThrow();
    }

    /** What is there at once, for all is done in the caller's thread; a failure as who asks would get it. */
    private static <T> T told(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** The end of a stream. */
    public void release(Claim claim) {
        leases.release(claim);
    }

    /** One turn of the leases' thread. */
    public void turn() {
        leases.turn();
    }

    /** The end of the leases' thread. */
    void stop() {
        leases.stop(new Shutdown());
    }

    /** Asks MongoDB soon about a claim. */
    void doubt(Claim claim) {
        leases.check(List.of(claim));
    }

    /** What began and ended here since this was asked last. */
    public List<StreamChange> changes() {
        List<StreamChange> noted = List.copyOf(changes);
        changes.clear();
        return noted;
    }

    /** What this node has told since this was asked last. */
    List<Signal> told() {
        List<Signal> told = new ArrayList<>();
        try {
            for (Signal next = signals.poll(Duration.ZERO); next != null; next = signals.poll(Duration.ZERO)) {
                told.add(next);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return told;
    }

    void hear(List<Signal> told) {
        told.forEach(endings::follow);
    }

    public OpenStreams openStreams() {
        return new OpenStreams(mongo, lifetime, claims, tokenStreams());
    }

    TokenStreams tokenStreams() {
        return new TokenStreams(new TokenPresence(mongo, lifetime, node), event(this::noteOrFail));
    }

    /** Has the next fail that is told of what begins and ends. */
    void failWhenTold() {
        failsOnce = true;
    }

    private void noteOrFail(StreamChange change) {
        if (failsOnce) {
            failsOnce = false;
            throw new IllegalStateException("told, and failing");
        }
        changes.add(change);
    }
}
