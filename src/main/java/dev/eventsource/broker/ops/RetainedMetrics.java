package dev.eventsource.broker.ops;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.LastValues;
import dev.eventsource.broker.retained.RetainedValues;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What this node says of the last values of channels. Any thread may ask. */
@Singleton
class RetainedMetrics {
    private final LastValues values;
    private final RetainedValues stored;

    @Inject
    RetainedMetrics(Channels channels, RetainedValues stored) {
        this.values = channels.lastValues();
        this.stored = stored;
    }

    void addTo(MetricsPage page) {
        page.gauge("eventsource_retained_values", "Last values of channels and of keys held.", values.values());
        page.gauge("eventsource_retained_bytes", "What they take of RETAINED_BYTES.", values.bytes());
        page.gauge("eventsource_retained_unstored", "Last values that MongoDB does not have yet.", values.unstored());
        page.counter(
                "eventsource_retained_refused_total",
                "Last values that are not retained, for want of room.",
                values.refused());
        page.counter(
                "eventsource_retained_store_failures_total",
                "Turns in which MongoDB did not take or give last values.",
                stored.failures());
    }
}
