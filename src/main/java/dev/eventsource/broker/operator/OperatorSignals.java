package dev.eventsource.broker.operator;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.cluster.Topic;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * What operators have a node tell the others. Unlike other signals it is done without a look into MongoDB, so it is sealed:
 * whoever may write to RabbitMQ is no operator by that, nor is who has another node's token. Any thread may call.
 */
@Singleton
public final class OperatorSignals {
    private final Seal seal;
    private final Signals signals;

    @Inject
    OperatorSignals(OperatorToken token, Signals signals) {
        this.seal = new Seal(token, "eventsource operators' signals");
        this.signals = signals;
    }

    /** Tells all nodes, as {@link Signals#tell} does. */
    public void tell(Topic topic, String text) {
        signals.tell(new Signal(topic, seal.seal(prefix(topic) + text)));
    }

    /** What a signal says, if it is of this topic and was told with this node's token. */
    public Optional<String> heard(Signal signal, Topic topic) {
        return signal.topic() != topic
                ? Optional.empty()
                : seal.open(signal.text())
                        .filter(text -> text.startsWith(prefix(topic)))
                        .map(text -> text.substring(prefix(topic).length()));
    }

    private static String prefix(Topic topic) {
        return topic.name() + " ";
    }
}
