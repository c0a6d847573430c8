package dev.eventsource.broker.socket;

import dev.eventsource.broker.http.Problem;
import java.util.List;

/**
 * What a browser asks for.
 *
 * @param id the socket's
 * @param channels of the socket's, for which it is; empty: all
 */
record WantedClaim(String id, List<String> channels) {
    boolean isFor(Socket socket) {
        return socket.channels().containsAll(channels);
    }

    /** A 403 problem where the socket has not all of the channels. */
    void requireFor(Socket socket) {
        if (!isFor(socket)) {
            throw Problem.forbidden(
                    "The socket has not all of these channels; leave 'channel' out or ask for its own.");
        }
    }
}
