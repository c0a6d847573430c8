package dev.eventsource.broker.publish;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.Retain;
import dev.eventsource.broker.http.Body;
import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.json.Json;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Publishes what a call says, and answers with its id once RabbitMQ has it. Any thread may call. */
@Singleton
class Publishing {
    private final EventRules rules;
    private final EventJson json;
    private final OncePublisher publisher;

    @Inject
    Publishing(EventRules rules, EventJson json, OncePublisher publisher) {
        this.rules = rules;
        this.json = json;
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
     * Publishes an event. The answer, which is a problem where it is not known to be published, comes later, in a thread that is no
     * request's.
     */
    CompletionStage<Response> publish(Event event) {
        boolean isGiven = event.id() != null;
        Event named = isGiven ? event : event.withId(EventIds.next(System.currentTimeMillis()));
        return publisher
                .publish(named, isGiven)
                .handle((id, failure) -> failure == null ? published(id) : ProblemMapper.ofStage(failure));
    }

    private static Response published(String id) {
        return JsonAnswer.of(Json.createObjectBuilder().add("id", id).build()).build();
    }

    /**
     * The event that {@code data} and {@code name} of a call say, and the id given; a problem where a rule is broken.
     *
     * @param once the key under which it is to come once; null: however often
     */
    Event accept(
            ChannelId channel,
            Parameters parameters,
            @Nullable String id,
            @Nullable String sender,
            @Nullable String once) {
        try {
            String name = parameters.find("name").orElse(null);
            return rules.acceptOnce(rules.accept(channel, parameters.require("data"), id, name, sender), once);
        } catch (RefusedEvent e) {
            throw problem(e);
        }
    }

    /** The event of a user that a JSON object says; a problem where there is none. */
    Event accept(String user, String object) {
        try {
            return json.parse(user, object);
        } catch (RefusedEvent e) {
            throw problem(e);
        }
    }

    private static WebApplicationException problem(RefusedEvent refusal) {
        return refusal.reason() == RefusalReason.TOO_LARGE
                ? Problem.tooLarge(refusal.whatToChange())
                : Problem.badRequest(refusal.whatToChange());
    }
}
