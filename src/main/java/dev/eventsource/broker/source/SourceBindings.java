package dev.eventsource.broker.source;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.eventsource.broker.amqp.Passive;
import dev.eventsource.broker.amqp.ServerProduct;
import dev.eventsource.broker.publish.Publisher;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Binds the sources' exchanges to the broker's own, and takes away what is no longer in the rules. What RabbitMQ refuses is a fault
 * that is told, and asked again every ten seconds; events of all others come in meanwhile. What holds is asked for again as well,
 * for its owner may have made an exchange anew, which leaves it without bindings.
 *
 * <p>The feed's thread alone binds; all fields are its own but the volatile
 * ones, which it writes and any thread reads.
 */
@Singleton
public final class SourceBindings {
    private static final Logger LOG = System.getLogger(SourceBindings.class.getName());
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Sources sources;
    private final Agreement agreement;
    private final BoundSources known;
    private final String exchange;
    private volatile Map<String, String> faults = Map.of();
    private volatile @Nullable Rules asked;
    private volatile int leftOver;
    private @Nullable Connection of;
    private @Nullable Rules bound;
    private long nextAt;
    private boolean isTidy;

    @Inject
    SourceBindings(Sources sources, Agreement agreement, Publisher publisher, Settings settings) {
        this.sources = sources;
        this.agreement = agreement;
        this.exchange = settings.text(Setting.AMQP_EXCHANGE);
        this.known = new BoundSources(publisher, exchange);
    }

    /** To be called at the begin of a session and at each beat of it; does nothing while there is nothing to do. */
    public void keep(Connection connection) throws IOException, TimeoutException {
        Rules rules = sources.rules();
        boolean isNew = connection != of || rules != bound;
        long now = System.nanoTime();
        // Where there are no rules, bindings of rules that there were once may be left.
        if (isNew || ((sources.isSet() || leftOver > 0) && now - nextAt >= 0)) {
            isTidy = isTidy && !isNew;
            of = connection;
            bound = rules;
            if (ServerProduct.of(connection).isRabbitMq()) {
                bind(connection, rules);
            } else {
                refuseAll(rules);
            }
            // Also after a long turn, so that it does not come to be all that the thread does.
            nextAt = System.nanoTime() + PAUSE_NANOS + (System.nanoTime() - now);
        }
    }

    /** The broker's own exchange was made anew, maybe: asks for all bindings when it is to {@link #keep} them next. */
    public void doubt() {
        nextAt = System.nanoTime();
    }

    /** Of which AMQP 0-9-1 itself knows nothing: other servers would end the connection. */
    private void refuseAll(Rules rules) {
        Map<String, String> refused = new TreeMap<>();
        rules.sources().forEach(source -> refused.put(source.exchange(), "only a RabbitMQ binds exchanges to exchanges"));
        note(refused);
        asked = rules;
    }

    private void bind(Connection connection, Rules rules) throws IOException, TimeoutException {
        Set<SourceBinding> wanted = new LinkedHashSet<>(rules.bindings());
        Map<String, String> refused = new TreeMap<>();
        Set<SourceBinding> before = isTidy ? wanted : known.read(connection, wanted.isEmpty(), refused);
        if (!before.containsAll(wanted)) {
            Set<SourceBinding> all = new LinkedHashSet<>(before);
            all.addAll(wanted);
            // Written first: a binding that is there without being known is never taken away.
            known.write(all);
        }
        for (Source source : rules.sources()) {
            Passive.refusal(connection, channel -> bind(channel, source))
                    .ifPresent(refusal -> refused.put(source.exchange(), inWords(refusal)));
        }
        leftOver = isTidy ? 0 : leftOver(before, wanted).size();
        if (!isTidy && before.containsAll(wanted) && agreement.holds()) {
            unbind(connection, before, wanted);
            leftOver = 0;
        }
        note(refused);
        asked = rules;
    }

    private void bind(Channel channel, Source source) throws IOException {
        for (SourceBinding binding : source.bindings()) {
            channel.exchangeBind(exchange, binding.exchange(), binding.key(), binding.arguments());
        }
    }

    /** Others may still need what their rules have, so this comes when all nodes have the same. */
    private void unbind(Connection connection, Set<SourceBinding> before, Set<SourceBinding> wanted)
            throws IOException, TimeoutException {
        Set<SourceBinding> gone = leftOver(before, wanted);
        for (SourceBinding binding : gone) {
            // What is refused is gone with its exchange, or not ours to look at.
            Optional<AMQP.Channel.Close> unused = Passive.refusal(connection, channel -> channel.exchangeUnbind(
                    exchange, binding.exchange(), binding.key(), binding.arguments()));
            LOG.log(Level.INFO, "The exchange {0} is no longer bound by ''{1}''", binding.exchange(), binding.key());
        }
        if (!gone.isEmpty()) {
            known.write(wanted);
        }
        isTidy = true;
    }

    private static Set<SourceBinding> leftOver(Set<SourceBinding> before, Set<SourceBinding> wanted) {
        Set<SourceBinding> gone = new LinkedHashSet<>(before);
        gone.removeAll(wanted);
        return gone;
    }

    private static String inWords(AMQP.Channel.Close refusal) {
        return switch (refusal.getReplyCode()) {
            case AMQP.NOT_FOUND -> "there is no such exchange";
            case AMQP.ACCESS_REFUSED -> "the broker's user may not read it, or not write to its own exchange";
            default -> "RabbitMQ refuses it";
        };
    }

    private void note(Map<String, String> refused) {
        refused.forEach((source, fault) -> {
            if (!fault.equals(faults.get(source))) {
                LOG.log(Level.WARNING, "The source {0} is not bound: {1}; trying on", source, fault);
            }
        });
        faults.keySet().stream()
                .filter(source -> !refused.containsKey(source))
                .forEach(source -> LOG.log(Level.INFO, "The source {0} is bound now", source));
        faults = Map.copyOf(refused);
    }

    /** How the exchange of one of these rules stands: {@code bound}, why it is not, or that it is not known yet. */
    String state(Rules rules, String source) {
        return rules == asked ? faults.getOrDefault(source, "bound") : "is being bound";
    }

    /** How many bindings there are that are in the rules no longer and are to be taken away when all nodes have the same. */
    int leftOver() {
        return leftOver;
    }

    void report(@Observes HealthReport report) {
        if (sources.isSet()) {
            report.add("source-bindings", fault());
            Map<String, String> others = agreement.others();
            report.add(
                    "source-rules",
                    others.isEmpty()
                            ? Optional.empty()
                            : Optional.of("other nodes have other rules for sources: " + String.join(", ", others.keySet())));
        }
    }

    private Optional<String> fault() {
        return faults.entrySet().stream()
                .findFirst()
                .map(fault -> "%d sources are not bound, such as %s: %s"
                        .formatted(faults.size(), fault.getKey(), fault.getValue()));
    }
}
