package dev.eventsource.broker.publish;

import dev.eventsource.broker.access.RateLimits;
import dev.eventsource.broker.answer.AnswerRoom;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a sender says by one call, once it is known who that is: an event, or several, of which nothing is published where
 * there is no room for the answer that tells what became of each. Any thread may call.
 */
@Singleton
class UsersEvents {
    private static final int MOST_CHANNELS = 32;

    private final RateLimits limits;
    private final Publishing publishing;

    @Inject
    UsersEvents(RateLimits limits, Publishing publishing) {
        this.limits = limits;
        this.publishing = publishing;
    }

    /** To the channel that the parameters name, or to each of several. */
    CompletionStage<Response> publish(Sender sender, Parameters parameters, @Nullable String once, AnswerRoom room) {
        List<String> channels = parameters.all("channel").stream().distinct().toList();
        if (channels.size() < 2) {
            return publish(sender, accept(sender, parameters.require("channel"), parameters, once));
        }
        requireEachCanHaveOne(channels, parameters, once);
        sender.noteIn(room);
        List<Event> events = channels.stream()
                .map(channel -> accept(sender, channel, parameters, null))
                .toList();
        room.require(Results.longest(events.size()));
        limits.requireEvents(sender.user(), events.size());
        return Results.of(events.stream().map(publishing::publish).toList());
    }

    /** They are events of their own, each with its place and so with its id. */
    private static void requireEachCanHaveOne(List<String> channels, Parameters parameters, @Nullable String once) {
        if (channels.size() > MOST_CHANNELS) {
            throw Problem.badRequest("Send at most %d parameters 'channel'.".formatted(MOST_CHANNELS));
        }
        if (parameters.has("id") || once != null) {
            throw Problem.badRequest(
                    "An 'id' or an Idempotency-Key is one event's, and this call makes one for each channel; send it for one"
                            + " channel, or the events to POST /events.");
        }
    }

    /** Each of which a JSON object says. */
    CompletionStage<Response> publish(Sender sender, List<String> objects, AnswerRoom room) {
        sender.noteIn(room);
        room.require(Results.longest(objects));
        return Results.of(objects.stream()
                .map(object -> Results.one(() -> publish(sender, object)))
                .toList());
    }

    private Event accept(Sender sender, String channel, Parameters parameters, @Nullable String once) {
        sender.require(channel, parameters.has("id"), once != null);
        Event event = publishing.accept(
                new ChannelId(sender.user(), channel),
                parameters,
                parameters.find("id").orElse(null),
                parameters.find("socket").orElse(null),
                once);
        return LastValueMarks.mark(sender.owner(), event.withRetain(publishing.retain(parameters)));
    }

    private CompletionStage<Response> publish(Sender sender, String object) {
        Event event = LastValueMarks.mark(sender.owner(), publishing.accept(sender.user(), object));
        sender.require(event.channel().name(), event.id() != null, event.once() != null);
        return publish(sender, event);
    }

    private CompletionStage<Response> publish(Sender sender, Event event) {
        limits.requireEvent(sender.user());
        return publishing.publish(event);
    }
}
