package dev.eventsource.broker.it.mercure;

import dev.eventsource.broker.it.support.TwoNodeTests;
import java.util.HashMap;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/** Two nodes of a hub on the queue feed, which tell who subscribes. */
@Tag("once-per-server")
@ArquillianTest
class MercureIT extends TwoNodeTests
        implements Publishing,
                Subscribing,
                Resuming,
                Watching,
                EightPublishing,
                EightSubscribing,
                EightWatching,
                BesideOfficialHub {

    @Deployment(name = "one", order = 1, testable = false)
    static WebArchive one() {
        Map<String, String> settings = new HashMap<>(HubCalls.SETTINGS);
        settings.put("MERCURE_SUBSCRIPTIONS", "true");
        return firstWar(settings);
    }
}
