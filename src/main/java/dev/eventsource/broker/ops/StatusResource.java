package dev.eventsource.broker.ops;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.feed.Feed;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.mongo.MongoHealth;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.stream.Draining;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * {@code GET} and {@code HEAD} of {@code /status}, and of {@code /status/ready} and {@code /status/live}: three questions
 * with an answer of their own each. 200 or 503, with the reasons.
 */
@Path("status")
public class StatusResource {
    @Inject
    Feed feed;

    @Inject
    MongoHealth mongo;

    @Inject
    Channels channels;

    @Inject
    Draining draining;

    @Inject
    Event<HealthReport> parts;

    /** For people: whether this node, and all that it stands on, does what it is for. */
    @GET
    public Response status() {
        // Before the parts, some of which have nothing to do while it is not.
        boolean isBound = feed.isBound();
        HealthReport report = ask();
        boolean good = isBound && mongo.answers() && !draining.isBegun() && report.isGood();
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("status", word(good))
                .add("rabbitmq", word(isBound))
                .add("mongodb", mongo.problem().orElse("OK"))
                .add("draining", draining.isBegun());
        report.times().forEach((name, time) -> json.add(name + "_seconds", time.toMillis() / 1_000.0));
        JsonObjectBuilder words = Json.createObjectBuilder();
        report.problems().forEach((part, problem) -> words.add(part, problem.orElse("OK")));
        return answer(good, json.add("parts", words));
    }

    /** For load balancers: whether this node is to get new streams. No outage that all nodes share changes it. */
    @GET
    @Path("ready")
    public Response ready() {
        boolean ready = channels.isComplete() && !draining.isBegun();
        return answer(
                ready,
                Json.createObjectBuilder()
                        .add("status", word(ready))
                        .add("history", channels.isComplete() ? "OK" : "is being read")
                        .add("draining", draining.isBegun()));
    }

    /** For what starts the process anew: whether its threads do anything at all. No outage of another server changes it. */
    @GET
    @Path("live")
    public Response live() {
        boolean live = !ask().isStuck();
        return answer(live, Json.createObjectBuilder().add("status", word(live)));
    }

    private HealthReport ask() {
        HealthReport report = new HealthReport();
        parts.fire(report);
        return report;
    }

    private static String word(boolean works) {
        return works ? "OK" : "unavailable";
    }

    private static Response answer(boolean good, JsonObjectBuilder json) {
        return Response.status(good ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json.build().toString())
                .build();
    }
}
