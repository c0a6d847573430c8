/**
 * A hub of the Mercure protocol (draft-dunglas-mercure-07 and -08) on the broker's log.
 *
 * <p>There is one hub, and its topics are a space of their own: they are no channels, and no user's. What makes an update
 * readable is its topics and whether it is private, which the protocol's tokens say; what makes a channel readable is that a
 * user's server opened it to somebody. Were topics some user's channels, a private update would reach whoever has a socket
 * for the channel of that name, and a channel's events would be public to every subscriber. So updates have their own keys,
 * and come to no stream of channels, but where a setting names a user for whom both are the same, and {@link
 * dev.eventsource.broker.event.HubUser} makes of each what the others read. They are on the exchange as all events are, with {@code topics} beside the fields that
 * there were, and under a channel and a user that nobody can have: a node that knows no topics, or whose hub is shut, files
 * them where nobody reads.
 *
 * <p>In the log they are one channel's, so they are held, dropped and found by their ids as all events are; which of them a
 * stream gets is {@link dev.eventsource.broker.channel.TopicFilter}'s to say, and an index of them is what it reads. Their
 * ids are the publishers', or UUIDs; where a message has none, the UUID says the position, for each node the same.
 *
 * <p>Where something is missing, the drafts know a header alone, and a browser's {@code EventSource} cannot read it. So the
 * stream ends there, and who comes back is told by the header that it is behind {@code earliest}; or the stream tells it, by
 * a setting.
 *
 * <p>The drafts differ in what is asked of a call, and in nothing of what is held: draft 08's selectors and tokens are made the
 * same as draft 07's in {@link dev.eventsource.broker.mercure.DraftEight}, and go the same way. What it does not let publishers do
 * is refused of all, by {@link dev.eventsource.broker.event.EventRules}, for its subscribers rely on it.
 */
@NullMarked
package dev.eventsource.broker.mercure;

import org.jspecify.annotations.NullMarked;
