package dev.eventsource.broker.socket;

import java.util.List;

/**
 * Asks for the streams of a user's channels.
 *
 * @param channels on any of which they are to be
 * @param presenceIds under any of which they are to be; empty: whichever, and none
 */
public record StreamSearch(String user, List<String> channels, List<String> presenceIds) {}
