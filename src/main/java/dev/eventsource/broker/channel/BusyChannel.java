package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;

/**
 * A channel among the busiest.
 *
 * @param events how many it had since they were last asked for
 * @param streams how many have it at this node now
 */
public record BusyChannel(ChannelId id, int events, int streams) {}
