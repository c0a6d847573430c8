package dev.eventsource.broker.ledger.fault;

import dev.eventsource.broker.ledger.judge.Incident;
import java.util.Set;

/**
 * Something that can be done to the site, again and again.
 *
 * @param kind as the figures name it
 * @param node that it is done to, as {@link Incident} says
 * @param effect on the node's feed
 * @param parts of the site that nothing else may be done to meanwhile
 * @param length how long it may last
 * @param act what is done
 */
record Fault(String kind, String node, Incident.Effect effect, Set<String> parts, Scale.Length length, Act act) {
    /** Does harm, waits for that long, and undoes it. */
    interface Act {
        void happen(long millis) throws Exception;
    }
}
