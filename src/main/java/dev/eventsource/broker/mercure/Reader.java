package dev.eventsource.broker.mercure;

import dev.eventsource.broker.channel.TopicFilter;
import dev.eventsource.broker.token.KeyedTokens.Keyed;
import java.util.Optional;

/**
 * Who subscribes, and to what.
 *
 * @param token empty: it shows none
 */
record Reader(Draft draft, Optional<Keyed> token, TopicFilter filter) {}
