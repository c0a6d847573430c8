package dev.eventsource.broker.console;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.operator.OperatorSignals;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.stream.Draining;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Follows what an operator asks at another node. An id is of one run, so what comes late is for a run that is over. */
@Singleton
class ToldDrain {
    private static final Logger LOG = System.getLogger(ToldDrain.class.getName());

    private final Node self;
    private final Draining draining;
    private final OperatorSignals signals;

    @Inject
    ToldDrain(Node self, Draining draining, OperatorSignals signals) {
        this.self = self;
        this.draining = draining;
        this.signals = signals;
    }

    void follow(@Observes Signal signal) {
        boolean isMeant =
                signals.heard(signal, Topic.DRAIN).filter(self.id()::equals).isPresent();
        if (isMeant && !draining.isBegun()) {
            LOG.log(Level.INFO, "An operator drains this node from another");
            draining.begin();
        }
    }
}
