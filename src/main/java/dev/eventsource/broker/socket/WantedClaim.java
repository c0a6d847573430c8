package dev.eventsource.broker.socket;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.http.Problem;
import java.util.List;

/**
 * What a browser asks for.
 *
 * @param id the socket's
 * @param channels of the socket's, for which it is
 * @param patterns of the socket's, for which it is; where there are neither, it is for all of both
 */
record WantedClaim(String id, List<String> channels, List<ChannelPattern> patterns) {
    boolean isForAll() {
        return channels.isEmpty() && patterns.isEmpty();
    }

    boolean isFor(Socket socket) {
        return channels.stream().allMatch(socket::has) && socket.patterns().containsAll(patterns);
    }

    /** A 403 problem where the socket has not all of the channels. */
    void requireFor(Socket socket) {
        if (!isFor(socket)) {
            throw Problem.forbidden(
                    "The socket has not all of these channels; leave 'channel' and 'pattern' out or ask for its own.");
        }
    }
}
