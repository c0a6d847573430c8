package dev.eventsource.broker.ops;

import dev.eventsource.broker.access.Authentication;
import dev.eventsource.broker.access.RateLimits;
import dev.eventsource.broker.publish.Publisher;
import dev.eventsource.broker.socket.Sockets;
import dev.eventsource.broker.token.Refusals;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What this node says of the calls that are made to it. Any thread may ask. */
@Singleton
class CallMetrics {
    private final Sockets sockets;
    private final Publisher publisher;
    private final Authentication authentication;
    private final Refusals refusals;
    private final RateLimits limits;

    @Inject
    CallMetrics(
            Sockets sockets, Publisher publisher, Authentication authentication, Refusals refusals, RateLimits limits) {
        this.sockets = sockets;
        this.publisher = publisher;
        this.authentication = authentication;
        this.refusals = refusals;
        this.limits = limits;
    }

    void addTo(MetricsPage page) {
        page.counter("eventsource_tickets_total", "Tickets that were opened.", sockets.opened());
        page.counter(
                "eventsource_publishes_total",
                "Events that this node published, for callers and of presence, by what RabbitMQ said.",
                "outcome",
                publisher.outcomes());
        page.histogram(
                "eventsource_publish_confirm_seconds",
                "How long events that this node published took to be confirmed by RabbitMQ.",
                publisher.confirmations());
        page.gauge(
                "eventsource_publishes_pending",
                "Messages that wait to be sent to RabbitMQ or for its word.",
                publisher.pending());
        page.counter(
                "eventsource_failed_authentications_total",
                "Calls that proved no user, by reason.",
                "reason",
                authentication.failures());
        page.counter(
                "eventsource_refused_tokens_total",
                "Tokens that proved nothing, by reason.",
                "reason",
                refusals.counts());
        page.counter(
                "eventsource_rate_limited_total",
                "Calls beyond MAX_EVENTS_PER_SECOND, MAX_SOCKETS_PER_SECOND and MAX_STREAMS_PER_SECOND.",
                "limit",
                limits.refused());
    }
}
