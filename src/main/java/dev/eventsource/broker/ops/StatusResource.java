package dev.eventsource.broker.ops;

import dev.eventsource.broker.amqp.Feed;
import dev.eventsource.broker.mongo.MongoHealth;
import dev.eventsource.broker.stream.Draining;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code GET /status} and {@code HEAD /status}: whether this node can do all that it is for. */
@Path("status")
public class StatusResource {
    @Inject
    Feed feed;

    @Inject
    MongoHealth mongo;

    @Inject
    Draining draining;

    /** 200 or 503, with each part that it depends on. */
    @GET
    public Response status() {
        boolean ready = feed.isBound() && mongo.answers() && !draining.isBegun();
        String json = Json.createObjectBuilder()
                .add("status", word(ready))
                .add("rabbitmq", word(feed.isBound()))
                .add("mongodb", word(mongo.answers()))
                .add("draining", draining.isBegun())
                .build()
                .toString();
        return Response.status(ready ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json)
                .build();
    }

    private static String word(boolean works) {
        return works ? "OK" : "unavailable";
    }
}
