package dev.eventsource.broker.source;

import com.github.benmanes.caffeine.cache.Ticker;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.eventsource.broker.amqp.AmqpServer;
import dev.eventsource.broker.amqp.Passive;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Notes which bindings are made, and takes away those of them that are in the rules no longer. A node whose rules have one may be
 * unheard of yet, so none goes before it has been left over for as long as its first word takes. For the feed's thread.
 */
final class LeftOvers {
    private static final Logger LOG = System.getLogger(LeftOvers.class.getName());
    private static final long LONG_ENOUGH = Duration.ofSeconds(8).toNanos();

    private final String exchange;
    private final String queue;
    private final Ticker ticker;

    /** Since when each has been left over. */
    private final Map<SourceBinding, Long> since = new HashMap<>();

    /** What was bound although it could not be noted. */
    private final Set<SourceBinding> owed = new LinkedHashSet<>();

    /** Which exchanges' owners have not let the broker take their bindings away; told once each. */
    private final Set<String> kept = new HashSet<>();

    LeftOvers(String exchange, Ticker ticker) {
        this.ticker = ticker;
        this.exchange = exchange;
        this.queue = exchange + ".sources";
    }

    /**
     * Notes what is wanted, before it is bound: a binding that is there without being known is never taken away.
     *
     * @param mayUnbind whether nobody else needs what is left over
     * @param refused where it is told that nothing can be noted, which is tried again
     * @return what is noted now, wanted or not; empty where that is not known
     */
    Optional<Set<SourceBinding>> keep(
            AmqpServer server,
            Connection connection,
            Set<SourceBinding> wanted,
            boolean mayUnbind,
            Map<String, String> refused)
            throws IOException, TimeoutException {
        if (wanted.isEmpty() && owed.isEmpty() && isMissing(connection)) {
            since.clear();
            return Optional.of(Set.of());
        }
        owed.addAll(wanted);
        try (BoundSources record = BoundSources.open(server, queue)) {
            return Optional.of(keep(record, connection, wanted, mayUnbind));
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            LOG.log(Level.DEBUG, "Which bindings were made cannot be noted", e);
            refused.put(
                    queue,
                    "which bindings were made is not known: RabbitMQ refuses the broker's user this queue, or takes no messages");
            return Optional.empty();
        }
    }

    /** Or not to be looked at, which is no fault while nothing is to be bound. */
    private boolean isMissing(Connection connection) throws IOException, TimeoutException {
        return Passive.refusal(connection, channel -> channel.queueDeclarePassive(queue))
                .isPresent();
    }

    private Set<SourceBinding> keep(
            BoundSources record, Connection connection, Set<SourceBinding> wanted, boolean mayUnbind)
            throws IOException, TimeoutException {
        Set<SourceBinding> noted = record.read();
        Set<SourceBinding> all = new LinkedHashSet<>(noted);
        all.addAll(owed);
        if (!noted.equals(all)) {
            record.write(all);
        }
        owed.clear();
        Set<SourceBinding> left = new LinkedHashSet<>(all);
        left.removeAll(wanted);
        if (isSettled(left) && mayUnbind && unbind(connection, left, all)) {
            record.write(all);
        }
        return all;
    }

    /** Whether any has been left over for long enough. */
    private boolean isSettled(Set<SourceBinding> left) {
        long now = ticker.read();
        since.keySet().retainAll(left);
        left.forEach(binding -> since.putIfAbsent(binding, now));
        left.removeIf(binding -> now - since.getOrDefault(binding, now) < LONG_ENOUGH);
        return !left.isEmpty();
    }

    /** Whether any is gone, by itself or with its exchange; one that the broker may not take away stays noted. */
    private boolean unbind(Connection connection, Set<SourceBinding> left, Set<SourceBinding> all)
            throws IOException, TimeoutException {
        boolean isAnyGone = false;
        Set<String> refusing = new HashSet<>();
        for (SourceBinding binding : left) {
            Optional<Integer> refusal = SourceRefusal.of(
                    connection,
                    binding.exchange(),
                    channel ->
                            channel.exchangeUnbind(exchange, binding.exchange(), binding.key(), binding.arguments()));
            if (refusal.isPresent() && refusal.get() != AMQP.NOT_FOUND) {
                refusing.add(binding.exchange());
            } else {
                isAnyGone |= all.remove(binding);
                LOG.log(
                        Level.INFO,
                        "The exchange {0} is no longer bound by ''{1}''",
                        binding.exchange(),
                        binding.key());
            }
        }
        tellOfKept(refusing);
        return isAnyGone;
    }

    private void tellOfKept(Set<String> refusing) {
        kept.retainAll(refusing);
        refusing.stream()
                .filter(kept::add)
                .forEach(source -> LOG.log(
                        Level.WARNING,
                        "The exchange {0} stays bound, although no rules have it any more: let the broker''s user read it,"
                                + " and write to its own exchange, until it is unbound; trying on",
                        source));
    }
}
