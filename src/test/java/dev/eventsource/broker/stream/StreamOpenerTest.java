package dev.eventsource.broker.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.channel.Start;
import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.Socket;
import dev.eventsource.broker.stats.UserCounters;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamOpenerTest {
    private static final int STREAMS = 5_000;

    private final Settings settings = new Settings();
    private Consumer<Claim> onRoom = claim -> {};
    private final Channels channels = new Channels(new Node(), settings);
    private final Fences fences = new Fences();
    private final Traffic traffic = new Traffic();
    private final Writers writers = new Writers(channels, traffic, settings);
    private final Subscribers subscribers = subscribers();
    private final StreamOpener opener = new StreamOpener(
            channels, fences, writers, subscribers, new UserCounters(), traffic, new Cors(settings), settings);

    /** No stream ends here, so no lease is given back. */
    @SuppressWarnings("NullAway")
    private Subscribers subscribers() {
        return new Subscribers(traffic, null, settings);
    }

    @AfterEach
    void stop() {
        writers.stop(new Shutdown());
    }

    @Test
    void opensThousandsThatWaitForOneMarkOnTheWritersThreads() throws Exception {
        fences.open();
        List<Outlet> outlets = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            Outlet outlet = new Outlet(1);
            outlets.add(outlet);
            assertThat(open("socket-" + i, "not-known-yet", outlet)).isTrue();
        }
        assertThat(outlets).allMatch(outlet -> outlet.text().isEmpty());
        writers.start(new Startup());
        int threads = Thread.activeCount();
        fences.pass(fences.awaitAsked(Duration.ofSeconds(1)).orElseThrow());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> outlets.stream().noneMatch(outlet -> outlet.text().isEmpty()));
        assertThat(outlets).allMatch(outlet -> outlet.text().contains("\"unknown-id\""));
        assertThat(outlets).allMatch(outlet -> outlet.startedThreads() == 0);
        assertThat(Thread.activeCount()).isLessThan(threads + 10);
    }

    @Test
    void leavesNothingBehindWhereOpeningFails() {
        Outlet outlet = new Outlet(1);
        InvocationHandler failing = (proxy, method, arguments) -> {
            if (method.getName().equals("setStatus")) {
                throw new IllegalStateException("a bug in the server");
            }
            return method.getName().equals("getOutputStream") ? outlet : null;
        };
        assertThatThrownBy(() -> open("socket", "1", outlet, failing)).hasMessage("a bug in the server");
        assertThat(subscribers.size()).isZero();
        assertThat(channels.size()).isZero();
        assertThat(outlet.isCompleted()).as("the response is the caller's").isFalse();
    }

    /** As where one of those who are told of a stream of a token fails. */
    @Test
    void leavesNothingBehindWhereOthersCannotBeToldOfIt() {
        onRoom = claim -> {
            throw new IllegalStateException("a bug in who is told");
        };
        Outlet outlet = new Outlet(1);
        assertThatThrownBy(() -> open("socket", "1", outlet)).hasMessage("a bug in who is told");
        assertThat(subscribers.size()).isZero();
        assertThat(channels.size()).isZero();
        assertThat(outlet.isCompleted()).as("the response is the caller's").isFalse();
    }

    @Test
    void tellsNobodyOfAStreamThatALimitTurnsAway() throws IOException {
        List<Claim> told = new ArrayList<>();
        onRoom = told::add;
        Socket socket = new Socket("s", "alice", List.of("news"), null, "@0", Instant.now(), -1);
        Outlet outlet = new Outlet(1);
        assertThat(open(socket, "1", outlet, giving(outlet))).isFalse();
        assertThat(told).isEmpty();
        assertThat(open("socket", "1", outlet)).isTrue();
        assertThat(told).hasSize(1);
    }

    /** To come back would not help it. */
    @Test
    void refusesPatternsThatNoStreamCanHave() {
        List<ChannelPattern> patterns = IntStream.range(0, 32)
                .mapToObj(i -> ChannelPattern.parse("#." + ("w" + i + ".").repeat(8) + "#"))
                .toList();
        Socket socket = new Socket("s", "alice", List.of(), patterns, null, channels.lastId(), Instant.now(), null);
        Outlet outlet = new Outlet(1);
        assertThatThrownBy(() -> open(socket, "1", outlet, giving(outlet)))
                .isInstanceOfSatisfying(WebApplicationException.class, problem -> {
                    assertThat(problem.getResponse().getStatus()).isEqualTo(400);
                    assertThat(String.valueOf(problem.getResponse().getEntity()))
                            .contains("250", "take fewer");
                });
        assertThat(subscribers.size()).isZero();
    }

    private static InvocationHandler giving(Outlet outlet) {
        return (proxy, method, arguments) -> method.getName().equals("getOutputStream") ? outlet : null;
    }

    /** By such a number, a ticket keeps its browser away from nodes that would leave out what they do not know. */
    @Test
    void hasNoRoomForATicketOfFewerStreamsThanNone() throws IOException {
        Socket socket = new Socket("s", "alice", List.of("news"), null, "@0", Instant.now(), -1);
        Outlet outlet = new Outlet(1);
        assertThat(open(socket, "1", outlet, giving(outlet))).isFalse();
        assertThat(subscribers.size()).isZero();
    }

    private boolean open(String socket, String lastEventId, Outlet outlet) throws IOException {
        return open(socket, lastEventId, outlet, giving(outlet));
    }

    private boolean open(String id, String lastEventId, Outlet outlet, InvocationHandler response) throws IOException {
        Socket socket = new Socket(id, "alice", List.of("news"), null, channels.lastId(), Instant.now(), null);
        return open(socket, lastEventId, outlet, response);
    }

    private boolean open(Socket socket, String lastEventId, Outlet outlet, InvocationHandler response)
            throws IOException {
        return opener.open(
                new Claim(socket, "stream", new CompletableFuture<>()),
                new StreamRequest(List.of(), List.of(), lastEventId, false, false, 0),
                new Start(lastEventId, socket.position(), Duration.ZERO),
                onRoom,
                fake(
                        HttpServletRequest.class,
                        (proxy, method, arguments) ->
                                method.getName().equals("getAsyncContext") ? outlet.async() : null),
                fake(HttpServletResponse.class, response));
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(StreamOpenerTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
