package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Opening;
import dev.eventsource.broker.channel.Start;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.socket.Claim;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * What a stream is to read, and how.
 *
 * @param pace by the time of its writer
 * @param from where it is to begin
 * @param received when it was asked for, by {@link System#nanoTime}
 * @param tellsChannels whether it says of which channels events are
 * @param onRoom has others know of it, once no limit turns it away and before it begins
 * @param firstBlock what it begins with; asked once, before anything has been sent, so that it may set headers too
 */
record Reading(
        Claim claim,
        Subscription subscription,
        LongFunction<Pace> pace,
        Start from,
        long received,
        boolean tellsChannels,
        Consumer<Claim> onRoom,
        Function<Opening, byte[]> firstBlock) {}
