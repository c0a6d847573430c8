package dev.eventsource.broker.socket;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import java.util.List;

/** The patterns that a call names. Stateless. */
public final class ChannelPatterns {
    private ChannelPatterns() {}

    /** Those of the parameters {@code pattern}, each once; a 400 problem where one of them is none. */
    public static List<ChannelPattern> of(Parameters parameters) {
        return parameters.all("pattern").stream()
                .map(ChannelPatterns::parse)
                .distinct()
                .toList();
    }

    /** A 400 problem where a stream cannot have all of its patterns, whatever others have. */
    public static void requireNarrow(Subscription subscription) {
        if (subscription.isTooWide()) {
            throw Problem.badRequest(
                    "The patterns have more than the %d different words between two '#' that a stream%s may have; take fewer of them, or fewer words between."
                            .formatted(
                                    subscription.mostSearched(), subscription.isAnybodys() ? " without a token" : ""));
        }
    }

    private static ChannelPattern parse(String text) {
        try {
            return ChannelPattern.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
