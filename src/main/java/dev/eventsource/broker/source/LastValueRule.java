package dev.eventsource.broker.source;

import org.jspecify.annotations.Nullable;

/**
 * That events are last values.
 *
 * @param key of which key of their channel; null: of the channel itself
 */
record LastValueRule(@Nullable Template key) {}
