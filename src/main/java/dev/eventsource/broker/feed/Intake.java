package dev.eventsource.broker.feed;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.cluster.Mark;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.HubUser;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.SealUnknown;
import dev.eventsource.broker.http.TraceParent;
import dev.eventsource.broker.publish.OnceKeys;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.source.Arrival;
import dev.eventsource.broker.source.Sources;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of the fanout exchange, whichever way they come: each becomes an event in its channel's log, or is
 * refused and counted, or is a mark. It never throws and never waits, for either would hold up the messages behind.
 *
 * <p>One session's thread at a time calls it. {@code source} and {@code gap} are set and read under this object's lock, so that a
 * message which the session before left behind is not taken for one of the next; {@code taken} is written under it too, and read
 * by any thread.
 */
@Singleton
class Intake {
    private static final Logger LOG = System.getLogger(Intake.class.getName());

    private final EventJson json;
    private final OwnEvents own;
    private final HubUser hubUser;
    private final Sources sources;
    private final Channels channels;
    private final RefusedMessages refused;
    private final Fences fences;
    private final Binding binding;
    private final Probes probes;
    private final Traces traces;
    private final OnceKeys once;
    private final String node;
    private final UntoldGap gap;
    private @Nullable FeedSource source;
    private volatile long taken;

    @Inject
    Intake(
            EventJson json,
            OwnEvents own,
            HubUser hubUser,
            Sources sources,
            Channels channels,
            RefusedMessages refused,
            Fences fences,
            Binding binding,
            Probes probes,
            Traces traces,
            OnceKeys once,
            Node node) {
        this.json = json;
        this.own = own;
        this.hubUser = hubUser;
        this.sources = sources;
        this.channels = channels;
        this.refused = refused;
        this.fences = fences;
        this.binding = binding;
        this.probes = probes;
        this.traces = traces;
        this.once = once;
        this.node = node.id();
        this.gap = new UntoldGap(binding, channels);
    }

    /** The messages of a new session follow. */
    synchronized void begin(FeedSource newSource) {
        newSource.begin();
        gap.begin();
        source = newSource;
    }

    /** No message counts until the next session. */
    synchronized void end() {
        source = null;
    }

    /**
     * Takes a message; false where others may be missing in front of it: it is to be handed in again once that is settled.
     *
     * @param offset its place in the stream; -1 in a queue, where it has none
     */
    boolean take(long offset, byte[] body) {
        return take(offset, body, null);
    }

    /**
     * The same.
     *
     * @param arrival the message where it is of another exchange; null where it is of the broker's own
     */
    synchronized boolean take(long offset, byte[] body, @Nullable Arrival arrival) {
        taken = taken + 1;
        try {
            return source == null || take(source, offset, body, arrival);
        } catch (RuntimeException | Error e) {
            LOG.log(
                    Level.ERROR,
                    "A message failed in a way that nobody foresaw; it is lost" + TraceParent.inWords(),
                    e);
            binding.lose("a message failed in a way that nobody foresaw");
            return true;
        }
    }

    /** How many messages came in, whatever they were. Any thread may ask. */
    long taken() {
        return taken;
    }

    /** The message where it is of another exchange than the broker's own; null where it is not. Any thread may ask. */
    @Nullable
    Arrival arrival(Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        String exchange = envelope.getExchange();
        return sources.haveRulesFor(exchange)
                ? new Arrival(exchange, envelope.getRoutingKey(), properties, body)
                : null;
    }

    private boolean take(FeedSource from, long offset, byte[] body, @Nullable Arrival arrival) {
        long position = from.place(offset, body, arrival == null);
        if (position >= 0) {
            take(offset, body, position, arrival);
        }
        return position != FeedSource.DOUBTFUL;
    }

    /** What others publish elsewhere is never taken for a mark, whatever it looks like. */
    private void take(long offset, byte[] body, long position, @Nullable Arrival arrival) {
        Mark mark = arrival == null ? Mark.parse(body) : null;
        if (mark != null) {
            pass(mark, position);
        } else if (arrival == null && StreamName.parse(body) != null) {
            gap.passOver(position);
        } else {
            accept(offset, body, position, arrival);
        }
    }

    private void pass(Mark mark, long position) {
        boolean endsGap = binding.passes(mark);
        if (own.tellsAt(mark) || endsGap) {
            gap.tellAt(position);
        } else {
            gap.passOver(position);
        }
        probes.came(mark);
        if (mark.way() == Mark.Way.THROUGH) {
            channels.noteHeard(mark.number());
            once.noteTime(mark.number());
        }
        if (mark.way() == Mark.Way.FENCE && mark.node().equals(node)) {
            fences.pass(mark.number());
        }
    }

    private void accept(long offset, byte[] body, long position, @Nullable Arrival arrival) {
        gap.tellBefore(position);
        Instant begin = traces.begin();
        RefusalReason refusal = null;
        try {
            admit(arrival == null ? List.of(json.parse(body)) : sources.map(arrival), position);
        } catch (SealUnknown e) {
            channels.passOver(position);
            own.noteMissed();
            refusal = e.reason();
        } catch (RefusedEvent e) {
            channels.passOver(position);
            refused.note(e, offset, body);
            refusal = e.reason();
        }
        traces.end(begin, body, refusal);
    }

    /** Those of one message are the same but for their channels. */
    private void admit(List<Event> events, long position) {
        Event first = events.get(0);
        if (!json.isRepeated(first) && once.isFirst(first)) {
            channels.append(hubUser.all(events), position);
            once.note(first, channels.lastId());
        } else {
            channels.passOver(position);
        }
    }

    /** A message cannot be read: it is no event, and what follows it comes all the same. */
    synchronized void refuseUnreadable(long offset) {
        refused.noteUnreadable(offset);
    }

    /** RabbitMQ has dropped a message that it had taken for this node. */
    void noteDropped(byte[] body) {
        if (Mark.parse(body) == null) {
            binding.lose("RabbitMQ drops messages from the node's queue: a policy limits its length or their age");
        }
    }
}
