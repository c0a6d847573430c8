package dev.eventsource.broker.past;

import dev.eventsource.broker.channel.Extract;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for.
 *
 * @param after behind the one of this id; null: from the oldest that is held, or the newest alone
 * @param isOfNewest whether the newest are meant
 * @param events how many at most
 */
record PastQuestion(@Nullable String after, boolean isOfNewest, int events) {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    /** All frames of a page together, but for one event that is longer: an answer is held until it is read. */
    private static final long MOST_BYTES = 1 << 20;

    static PastQuestion of(Parameters parameters) {
        String after = parameters.find("after").filter(id -> !id.isEmpty()).orElse(null);
        boolean isOfNewest = parameters.has("last");
        if (isOfNewest && (after != null || parameters.has("limit"))) {
            throw Problem.badRequest("Send either 'last', or 'after' and 'limit'.");
        }
        return new PastQuestion(after, isOfNewest, parameters.number(isOfNewest ? "last" : "limit", 1, MOST, USUAL));
    }

    Extract extract() {
        return new Extract(events, MOST_BYTES);
    }
}
