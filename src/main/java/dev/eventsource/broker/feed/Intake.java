package dev.eventsource.broker.feed;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.cluster.Mark;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.HubUser;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.http.TraceParent;
import dev.eventsource.broker.publish.OnceKeys;
import dev.eventsource.broker.settings.Node;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of the fanout exchange, whichever way they come: each becomes an event in its channel's log, or is
 * refused and counted, or is a mark. It never throws and never waits, for either would hold up the messages behind.
 *
 * <p>One session's thread at a time calls it. {@code source} and {@code gapAt} are set and read under this object's lock, so that a message
 * which the session before left behind is not taken for one of the next.
 */
@Singleton
class Intake {
    private static final Logger LOG = System.getLogger(Intake.class.getName());
    private static final long NOWHERE = -1;

    private final EventJson json;
    private final HubUser hubUser;
    private final Channels channels;
    private final RefusedMessages refused;
    private final Fences fences;
    private final Binding binding;
    private final Probes probes;
    private final Traces traces;
    private final OnceKeys once;
    private final String node;
    private @Nullable FeedSource source;
    private long gapAt = NOWHERE;

    @Inject
    Intake(
            EventJson json,
            HubUser hubUser,
            Channels channels,
            RefusedMessages refused,
            Fences fences,
            Binding binding,
            Probes probes,
            Traces traces,
            OnceKeys once,
            Node node) {
        this.json = json;
        this.hubUser = hubUser;
        this.channels = channels;
        this.refused = refused;
        this.fences = fences;
        this.binding = binding;
        this.probes = probes;
        this.traces = traces;
        this.once = once;
        this.node = node.id();
    }

    /** The messages of a new session follow. */
    synchronized void begin(FeedSource newSource) {
        newSource.begin();
        gapAt = NOWHERE;
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
    synchronized boolean take(long offset, byte[] body) {
        try {
            return source == null || take(source, offset, body);
        } catch (RuntimeException | Error e) {
            LOG.log(
                    Level.ERROR,
                    "A message failed in a way that nobody foresaw; it is lost" + TraceParent.inWords(),
                    e);
            binding.lose("a message failed in a way that nobody foresaw");
            return true;
        }
    }

    private boolean take(FeedSource from, long offset, byte[] body) {
        long position = from.place(offset, body);
        if (position >= 0) {
            take(offset, body, position);
        }
        return position != FeedSource.DOUBTFUL;
    }

    private void take(long offset, byte[] body, long position) {
        Mark mark = Mark.parse(body);
        if (mark != null) {
            pass(mark, position);
        } else if (StreamName.parse(body) != null) {
            channels.passOver(position);
        } else {
            accept(offset, body, position);
        }
    }

    /**
     * A mark that shows a loss, or comes while there is one, keeps its place for the gap: the first message behind it proves
     * that the queue is bound again, perhaps before the next mark does, and whoever gets that is told first.
     */
    private void pass(Mark mark, long position) {
        if (binding.passes(mark)) {
            channels.noteGap(position);
            gapAt = NOWHERE;
        } else if (binding.isUntold()) {
            gapAt = position;
        } else {
            channels.passOver(position);
        }
        probes.came(mark);
        if (mark.way() == Mark.Way.THROUGH) {
            once.noteTime(mark.number());
        }
        if (mark.way() == Mark.Way.FENCE && mark.node().equals(node)) {
            fences.pass(mark.number());
        }
    }

    private void accept(long offset, byte[] body, long position) {
        if (gapAt != NOWHERE) {
            channels.noteGap(gapAt);
            binding.noteTold();
            gapAt = NOWHERE;
        }
        Instant begin = traces.begin();
        RefusalReason refusal = null;
        try {
            admit(json.parse(body), position);
        } catch (RefusedEvent e) {
            channels.passOver(position);
            refused.note(e, offset, body);
            refusal = e.reason();
        }
        traces.end(begin, body, refusal);
    }

    private void admit(Event event, long position) {
        if (once.isFirst(event)) {
            channels.append(hubUser.all(event), position);
            once.note(event, channels.lastId());
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
