package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.cluster.Health;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.event.Line;
import dev.eventsource.broker.ledger.event.Message;
import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.event.Publications;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Many subscribers of one channel, of whom only figures are kept. They live in a thread of their own; the figures are for any.
 */
public final class Crowd implements AutoCloseable {
    private static final int TICKETS_AT_ONCE = 16;
    private static final int DIGITS = 3;

    private final Loop loop = new Loop();
    private final Publications publications;
    private final List<Ticket> tickets = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger complete = new AtomicInteger();
    private final Map<String, Integer> errors = new ConcurrentSkipListMap<>();
    private volatile Histogram latencies = new ConcurrentHistogram(DIGITS);

    private record Ticket(Node node, String socket) {}

    /** A crowd that has its tickets and is not connected. */
    public Crowd(Health health, Publications publications, String channel, int count) {
        this.publications = publications;
        Tickets office = new Tickets();
        Semaphore free = new Semaphore(TICKETS_AT_ONCE);
        List<CompletableFuture<Ticket>> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            free.acquireUninterruptibly();
            Node node = health.pick();
            asked.add(office.open(node, List.of(channel))
                    .whenComplete((socket, failure) -> free.release())
                    .thenApply(socket -> new Ticket(node, socket.orElseThrow())));
        }
        asked.forEach(ticket -> tickets.add(ticket.join()));
    }

    /**
     * Connects them, evenly over a time.
     *
     * @param lastId that they have; null: none
     * @param wanted how many events make one complete
     */
    public void connect(@Nullable String lastId, int wanted, long millis) {
        loop.execute(() -> {
            for (int i = 0; i < tickets.size(); i++) {
                Ticket ticket = tickets.get(i);
                loop.after(millis * i / tickets.size(), () -> connect(ticket, lastId, wanted));
            }
        });
    }

    private void connect(Ticket ticket, @Nullable String lastId, int wanted) {
        String header = lastId == null ? "" : "Last-Event-ID: " + lastId + "\r\n";
        String request = "GET /eventsource?socket=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\n"
                .formatted(ticket.socket, ticket.node.port(), header);
        try {
            var unused = new Connection(loop, ticket.node.port(), request, new Visitor(wanted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many have had their first frame, and it was no reset. */
    public int opened() {
        return opened.get();
    }

    /** How many have all events that they wanted. */
    public int complete() {
        return complete.get();
    }

    /** How often one was refused, reset, ended, or had an event that was not the next, by what happened. */
    public Map<String, Integer> errors() {
        return errors;
    }

    private void fail(String what) {
        errors.merge(what, 1, Integer::sum);
    }

    /** How long events took from their publishers, in milliseconds, since this was asked for last. */
    public Histogram takeLatencies() {
        Histogram taken = latencies;
        latencies = new ConcurrentHistogram(DIGITS);
        return taken;
    }

    @Override
    public void close() {
        loop.close();
    }

    private final class Visitor implements Connection.Owner {
        private final int wanted;
        private int events;
        private final Map<Line, Integer> last = new HashMap<>();

        private Visitor(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void onHead(ResponseReader response) {
            if (response.status() != 200) {
                fail("refused with " + response.status());
            }
        }

        @Override
        public void onFrame(Frame frame) {
            if ("eshq:open".equals(frame.event()) || "eshq:resumed".equals(frame.event())) {
                opened.incrementAndGet();
            } else if (!frame.isControl()) {
                publications
                        .find(String.valueOf(frame.data()))
                        .ifPresentOrElse(this::take, () -> fail("foreign event"));
            } else if (!"ping".equals(frame.event())) {
                fail(frame.event() + " " + frame.data());
            }
        }

        private void take(Message message) {
            latencies.recordValue(Math.max(0, Moment.now() - message.beganAt()));
            Integer before = last.put(message.line(), message.number());
            if (before != null && message.number() != before + 1) {
                fail("not the next event");
            }
            events++;
            if (events == wanted) {
                complete.incrementAndGet();
            }
        }

        @Override
        public void onEnd(String cause) {
            fail(cause);
        }
    }
}
