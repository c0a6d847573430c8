package dev.eventsource.broker.publish;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.Retain;
import dev.eventsource.broker.http.Body;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.json.Json;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Publishes what a call's parameters say, and answers with its id once RabbitMQ has it. Any thread may call. */
@Singleton
class Publishing {
    private final EventRules rules;
    private final Publisher publisher;

    @Inject
    Publishing(EventRules rules, Publisher publisher) {
        this.rules = rules;
        this.publisher = publisher;
    }

    /** The longest body of a call. */
    long maxBodyBytes() {
        return Body.longest(rules.maxEventBytes());
    }

    /** Whose last value it is by a call's parameters, of which {@code key} is the caller's; a problem where a rule is broken. */
    @Nullable
    Retain retain(Parameters parameters) {
        try {
            return rules.acceptRetain(
                    parameters.flag("retain").orElse(false),
                    parameters.find("retain_key").orElse(null));
        } catch (RefusedEvent e) {
            throw Problem.badRequest(e.whatToChange());
        }
    }

    /**
     * Publishes {@code data}, {@code name} and the id given to a channel; a problem where a rule is broken. The answer comes
     * later, in a thread that is no request's.
     */
    CompletionStage<Response> publish(
            ChannelId channel,
            Parameters parameters,
            @Nullable String id,
            @Nullable String sender,
            @Nullable Retain retain) {
        Event event = accept(channel, parameters, id, sender).withRetain(retain);
        String eventId = event.id() == null ? EventIds.next(System.currentTimeMillis()) : event.id();
        return publisher
                .publish(event.withId(eventId))
                .handle((done, failure) -> failure == null ? published(eventId) : ProblemMapper.ofStage(failure));
    }

    private static Response published(String id) {
        String answer = Json.createObjectBuilder().add("id", id).build().toString();
        return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Event accept(ChannelId channel, Parameters parameters, @Nullable String id, @Nullable String sender) {
        try {
            String name = parameters.find("name").orElse(null);
            return rules.accept(channel, parameters.require("data"), id, name, sender);
        } catch (RefusedEvent e) {
            throw e.reason() == RefusalReason.TOO_LARGE
                    ? Problem.tooLarge(e.whatToChange())
                    : Problem.badRequest(e.whatToChange());
        }
    }
}
