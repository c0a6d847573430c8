package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;

/**
 * Which last value it is.
 *
 * @param key of its channel; empty: the channel's own
 */
record ValueName(ChannelId channel, String key) {}
