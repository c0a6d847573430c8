package dev.eventsource.broker.ops;

import dev.eventsource.broker.mongo.MongoHealth;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.stream.Draining;
import dev.eventsource.broker.webhook.Webhooks;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What this node says of itself and of what else it stands on. Any thread may ask. */
@Singleton
class NodeMetrics {
    private final Node node;
    private final Version version;
    private final MongoHealth mongo;
    private final Draining draining;
    private final Webhooks webhooks;

    @Inject
    NodeMetrics(Node node, Version version, MongoHealth mongo, Draining draining, Webhooks webhooks) {
        this.node = node;
        this.version = version;
        this.mongo = mongo;
        this.draining = draining;
        this.webhooks = webhooks;
    }

    void addTo(MetricsPage page) {
        page.info("eventsource_build_info", "Which broker this is.", "version", version.text(), "broker_id", node.id());
        page.gauge("eventsource_mongodb_up", "1 while MongoDB answers.", mongo.answers());
        page.gauge("eventsource_draining", "1 once this node is taken out of service.", draining.isBegun());
        page.gauge("eventsource_webhooks_pending", "Webhooks that wait to be taken.", webhooks.pending());
        page.counter(
                "eventsource_webhooks_total",
                "Webhooks that are done with, by what became of them.",
                "outcome",
                webhooks.outcomes());
    }
}
