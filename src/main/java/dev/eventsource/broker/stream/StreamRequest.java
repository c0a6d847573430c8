package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.event.FieldRules;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.socket.ChannelPatterns;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser asks for.
 *
 * @param channels some of the socket's channels
 * @param patterns some of the socket's patterns; neither of both: all that it has
 * @param lastEventId the last event that it has; null: none
 * @param isLongPoll whether it wants one answer rather than a stream
 * @param tellsChannels whether it wants to be told of which channels events are
 * @param received when it came, by {@link System#nanoTime}
 */
record StreamRequest(
        List<String> channels,
        List<ChannelPattern> patterns,
        @Nullable String lastEventId,
        boolean isLongPoll,
        boolean tellsChannels,
        long received) {
    static StreamRequest of(HttpServletRequest request, Parameters parameters) {
        return new StreamRequest(
                channels(parameters),
                ChannelPatterns.of(parameters),
                LastEventId.of(request, parameters),
                isLongPoll(request, parameters),
                parameters.find("tell").filter("channel"::equals).isPresent(),
                System.nanoTime());
    }

    /** A stream holds their names for as long as it lasts, and no event can be on one that is none. */
    private static List<String> channels(Parameters parameters) {
        List<String> names = parameters.all("channel").stream().distinct().toList();
        if (!names.stream().allMatch(FieldRules::isName)) {
            throw Problem.badRequest("'channel' takes 1 to 255 characters, none of them a control character.");
        }
        return names;
    }

    private static boolean isLongPoll(HttpServletRequest request, Parameters parameters) {
        return "XMLHttpRequest".equals(request.getHeader("X-Requested-With"))
                || parameters.find("transport").filter("long-poll"::equals).isPresent();
    }
}
