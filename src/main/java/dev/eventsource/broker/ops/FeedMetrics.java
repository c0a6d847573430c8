package dev.eventsource.broker.ops;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.History;
import dev.eventsource.broker.feed.Feed;
import dev.eventsource.broker.feed.RefusedMessages;
import dev.eventsource.broker.publish.OnceKeys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What this node says of the events that come in and of those it holds. Any thread may ask. */
@Singleton
class FeedMetrics {
    private final Feed feed;
    private final RefusedMessages refused;
    private final Channels channels;
    private final OnceKeys once;

    @Inject
    FeedMetrics(Feed feed, RefusedMessages refused, Channels channels, OnceKeys once) {
        this.feed = feed;
        this.refused = refused;
        this.channels = channels;
        this.once = once;
    }

    void addTo(MetricsPage page) {
        page.gauge("eventsource_feed_bound", "1 while the feed from RabbitMQ is bound.", feed.isBound());
        page.counter(
                "eventsource_feed_bindings_total",
                "How often the feed was bound; each but the first is a reconnection.",
                feed.timesBound());
        page.counter("eventsource_feed_gaps_total", "How often the feed missed events.", channels.gaps());
        page.counter("eventsource_events_total", "Events that came in from the feed.", channels.events());
        page.counter(
                "eventsource_refused_messages_total",
                "Messages of the feed that are no event, by reason.",
                "reason",
                refused.counts());
        addOnce(page);
        addHistory(page);
    }

    private void addOnce(MetricsPage page) {
        page.counter(
                "eventsource_duplicates_total",
                "Events that did not come, as one came under their key, by whether that says the same.",
                "body",
                once.duplicates());
        page.gauge("eventsource_once_keys", "Keys held of events that are to come once.", once.size());
        page.counter(
                "eventsource_once_keys_forgotten_total",
                "Keys that were forgotten before their time, for want of IDEMPOTENCY_BYTES.",
                once.forgottenEarly());
    }

    private void addHistory(MetricsPage page) {
        History history = channels.history();
        page.gauge("eventsource_channels", "Channels with an event or a stream.", channels.size());
        page.gauge(
                "eventsource_patterns", "Patterns of channels with a stream, each of one user.", channels.patterns());
        page.gauge("eventsource_history_events", "Events held to be replayed.", history.events());
        page.gauge("eventsource_history_bytes", "What the events held take of HISTORY_BYTES.", history.bytes());
        page.gauge(
                "eventsource_history_age_seconds",
                "How long ago the oldest event held came in; 0 where there is none.",
                history.age());
    }
}
