package dev.eventsource.broker.ops;

import dev.eventsource.broker.stream.Subscribers;
import dev.eventsource.broker.stream.Traffic;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What this node says of its streams. Any thread may ask. */
@Singleton
class StreamMetrics {
    private final Subscribers subscribers;
    private final Traffic traffic;

    @Inject
    StreamMetrics(Subscribers subscribers, Traffic traffic) {
        this.subscribers = subscribers;
        this.traffic = traffic;
    }

    void addTo(MetricsPage page) {
        page.gauge("eventsource_streams", "Streams that are open.", subscribers.size());
        page.counter(
                "eventsource_streams_opened_total",
                "Streams and polls that began, by what was said first.",
                "opening",
                traffic.opened());
        page.counter("eventsource_streams_ended_total", "Streams and polls that ended.", traffic.ended());
        page.counter(
                "eventsource_streams_turned_away_total",
                "Browsers that were told to come back later, by reason.",
                "reason",
                traffic.turnedAway());
        page.histogram(
                "eventsource_stream_opening_seconds",
                "How long streams and polls took to begin, from the request to their first block.",
                traffic.openings());
        addDeliveries(page);
    }

    private void addDeliveries(MetricsPage page) {
        page.histogram(
                "eventsource_delivery_delay_seconds",
                "How long events took from RabbitMQ's bytes to a stream that was open then; those that are written together"
                        + " count as the first of them.",
                traffic.delays());
        page.counter(
                "eventsource_deliveries_total",
                "Events written to streams, once for each stream; replays as well.",
                traffic.events());
        page.counter("eventsource_delivered_bytes_total", "Bytes of events written to streams.", traffic.bytes());
        page.counter(
                "eventsource_resets_total",
                "Streams that were told that they missed events, at their beginning or later, by reason.",
                "reason",
                traffic.resets());
        page.counter(
                "eventsource_slow_consumers_total",
                "Streams that the history has passed, being read too slowly.",
                traffic.slowConsumers());
    }
}
