package dev.eventsource.broker.source;

import com.github.benmanes.caffeine.cache.Ticker;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.eventsource.broker.amqp.AmqpServer;
import dev.eventsource.broker.amqp.ServerProduct;
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
    private final LeftOvers leftOvers;
    private final String exchange;
    private final GoneSources gone = new GoneSources();
    private volatile Map<String, String> faults = Map.of();

    /** Which are said to be bound. */
    private Set<String> told = Set.of();

    private volatile @Nullable Rules asked;
    private volatile int leftOver;
    private @Nullable Connection of;
    private @Nullable Rules bound;
    private long nextAt;
    private boolean isTidy;

    @Inject
    SourceBindings(Sources sources, Agreement agreement, Settings settings) {
        this.sources = sources;
        this.agreement = agreement;
        this.exchange = settings.text(Setting.AMQP_EXCHANGE);
        this.leftOvers = new LeftOvers(exchange, Ticker.systemTicker());
    }

    /** To be called at the begin of a session and at each beat of it; does nothing while there is nothing to do. */
    public void keep(AmqpServer server, Connection connection) throws IOException, TimeoutException {
        Rules rules = sources.rules();
        boolean isNew = connection != of || rules != bound;
        boolean isAlone = agreement.others().isEmpty();
        long now = System.nanoTime();
        // Where there are no rules, bindings of rules that there were once may be left, or others may have some.
        boolean isWanted = sources.isSet() || leftOver > 0 || !isAlone;
        if (isNew || (isWanted && now - nextAt >= 0)) {
            isTidy = isTidy && !isNew && isAlone;
            of = connection;
            bound = rules;
            if (ServerProduct.of(connection).isRabbitMq()) {
                bind(server, connection, rules);
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

    /** Whether an exchange that had been bound was gone and is bound again, so that messages were missed; told once. */
    public boolean tellsOfLoss() {
        return gone.tells();
    }

    /** Of which AMQP 0-9-1 itself knows nothing: other servers would end the connection. */
    private void refuseAll(Rules rules) {
        Map<String, String> refused = new TreeMap<>();
        rules.sources()
                .forEach(source -> refused.put(source.exchange(), "only a RabbitMQ binds exchanges to exchanges"));
        note(rules, refused);
        asked = rules;
    }

    private void bind(AmqpServer server, Connection connection, Rules rules) throws IOException, TimeoutException {
        Set<SourceBinding> wanted = new LinkedHashSet<>(rules.bindings());
        Map<String, String> refused = new TreeMap<>();
        if (!isTidy) {
            note(leftOvers.keep(server, connection, wanted, agreement.holds(), refused), wanted);
        }
        for (Source source : rules.sources()) {
            if (source.bindings().isEmpty()) {
                continue;
            }
            Optional<Integer> refusal =
                    SourceRefusal.of(connection, source.exchange(), channel -> bind(channel, source));
            refusal.ifPresent(code -> refused.put(source.exchange(), SourceRefusal.inWords(code)));
            gone.note(source.exchange(), refusal);
        }
        gone.forgetAllBut(rules);
        note(rules, refused);
        asked = rules;
    }

    private void bind(Channel channel, Source source) throws IOException {
        for (SourceBinding binding : source.bindings()) {
            channel.exchangeBind(exchange, binding.exchange(), binding.key(), binding.arguments());
        }
    }

    /** What nodes have bound is nobody's own, also where this one has no rules for it. */
    private void note(Optional<Set<SourceBinding>> noted, Set<SourceBinding> wanted) {
        noted.ifPresent(all -> {
            sources.noteBound(all);
            leftOver = (int) all.stream().filter(each -> !wanted.contains(each)).count();
        });
        isTidy = noted.isPresent() && leftOver == 0;
        agreement.need(leftOver > 0);
    }

    private void note(Rules rules, Map<String, String> refused) {
        refused.forEach((source, fault) -> {
            if (!fault.equals(faults.get(source))) {
                LOG.log(Level.WARNING, "The source {0} is not bound: {1}; trying on", source, fault);
            }
        });
        Set<String> holding = new LinkedHashSet<>();
        rules.sources().stream()
                .filter(source -> !source.bindings().isEmpty() && !refused.containsKey(source.exchange()))
                .forEach(source -> holding.add(source.exchange()));
        holding.stream()
                .filter(source -> !told.contains(source))
                .forEach(source -> LOG.log(Level.INFO, "The source {0} is bound", source));
        told = holding;
        faults = Map.copyOf(refused);
    }

    /** How the exchange of one of these rules stands: {@code bound}, why it is not, or that it is not known yet. */
    String state(Rules rules, String source) {
        Source named = rules.source(source);
        if (named != null && named.bindings().isEmpty()) {
            return "handed on by others";
        }
        return rules == asked ? faults.getOrDefault(source, "bound") : "is being bound";
    }

    /** How many bindings there are that are in the rules no longer and are to be taken away when all nodes have the same. */
    int leftOver() {
        return leftOver;
    }

    void report(@Observes HealthReport report) {
        Map<String, String> others = agreement.others();
        if (sources.isSet() || !faults.isEmpty()) {
            report.add("source-bindings", fault());
        }
        if (sources.isSet() || !others.isEmpty()) {
            report.add(
                    "source-rules",
                    others.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    "other nodes have other rules for sources: " + String.join(", ", others.keySet())));
        }
    }

    private Optional<String> fault() {
        Map<String, String> all = faults;
        String words = all.size() == 1 ? "1 source is not bound: " : all.size() + " sources are not bound, such as ";
        return all.entrySet().stream().findFirst().map(fault -> words + fault.getKey() + ": " + fault.getValue());
    }
}
