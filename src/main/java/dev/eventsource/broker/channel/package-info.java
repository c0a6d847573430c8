/**
 * The channels and their logs: what is delivered live, replayed and caught up with, which are the same act here.
 *
 * <p>Every event is encoded once, into the append-only log of its channel. A subscriber owns no queue: it is a {@link
 * dev.eventsource.broker.channel.Cursor}, a position in the one order in which events came in. That order runs through
 * all channels, so one number places a subscriber in all of its channels at once; a stream of several channels is a
 * merge by position.
 *
 * <p>One thread appends at a time (the feed's); any thread reads. A reader first asks {@link
 * dev.eventsource.broker.channel.Channels#last} and reads no further than that, so it never sees a later event of one
 * channel before an earlier one of another.
 *
 * <p>A {@link dev.eventsource.broker.channel.ChannelPattern} is many channels, of which some are yet to come. A stream that
 * has one holds no cursor for each of them, for there may be a million: the {@link
 * dev.eventsource.broker.channel.PatternLog} is an index of the matching events in their order, one for a user and a pattern,
 * whoever has it, and to a cursor it is a log like another. It costs 16 bytes for an event and is counted as history, of
 * which all patterns together take a quarter: whoever has patterns that match much can neither fill the heap nor take the
 * others' history. Reading along one order of all events and leaving
 * out what does not match was the other way; it costs a stream of a narrow pattern all that the others have. The index
 * begins when the first stream comes that has the pattern, and reaches back only as far as a stream was placed in it, which
 * then looks once at each channel that holds events: 7 ms where these are 100,000, in the thread that opens the stream, and
 * while it holds nothing that the feed or a writer waits for. An id that is not in it has it reach back to all that is held,
 * in the same way, and from then on ids are found in it, or are not, without another look at the channels.
 *
 * <p>An event goes to the patterns that match its channel by {@link dev.eventsource.broker.channel.PatternIndex}, a tree of
 * words, one for each user: it comes by the nodes that match a beginning of the name, and by none of the others however
 * many there are. Who makes patterns and names to that end is kept from having every node come by at every word: behind a
 * last {@code #}, a node is come by only where as many words are left as some pattern still has, and of nodes between two of
 * them, which may match anywhere, a user has 250. That is 5 million steps for an event made fewer than 100,000. Of what was before it came into being, a pattern takes for dropped whatever the timeline says was dropped of
 * any channel, as a channel that is not held does.
 *
 * <p>A lost stretch of the feed takes a position of its own, the gap: whoever stands before it learns that events are
 * missing when it comes to it.
 *
 * <p>What JAX-RS calls a broadcaster pushes, and has no order, no place and no history; so a channel is none. {@link
 * dev.eventsource.broker.channel.ChannelBroadcaster} stands beside it for code that knows nothing else.
 *
 * <p>Which thread writes what: the holder of {@link dev.eventsource.broker.channel.Channels}' lock, mostly the feed's, the
 * timeline, the logs of channels, those that are derived from them and what is held of all, each with a volatile field that is written last and
 * read first; the holder of a channel's entry in the {@link dev.eventsource.broker.channel.Directory} its sinks; and a cursor's stream the cursor.
 */
@NullMarked
package dev.eventsource.broker.channel;

import org.jspecify.annotations.NullMarked;
