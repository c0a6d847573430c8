package dev.eventsource.broker.ops;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.feed.RefusedMessages;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.stream.Subscribers;
import dev.eventsource.broker.stream.Traffic;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code GET /broker}: what this node is doing, for operators. */
@Path("broker")
public class BrokerResource {
    @Inject
    Operator operator;

    @Inject
    Node node;

    @Inject
    Channels channels;

    @Inject
    Subscribers subscribers;

    @Inject
    Traffic traffic;

    @Inject
    RefusedMessages refusedMessages;

    @Inject
    Version version;

    /** The node's id, its open streams, the channels it holds, the events and refused messages since its start. */
    @GET
    public Response describe(@Context HttpServletRequest request) {
        operator.require(request);
        JsonObjectBuilder refused = Json.createObjectBuilder();
        refusedMessages.counts().forEach(refused::add);
        String json = Json.createObjectBuilder()
                .add("broker_id", node.id())
                .add("version", version.text())
                .add("connections", subscribers.size())
                .add("turned_away", traffic.turnedAwayByLimits())
                .add("slow_consumers", traffic.slowConsumers())
                .add("channels", channels.size())
                .add("events", channels.events())
                .add("refused", refused)
                .build()
                .toString();
        return Response.ok(json, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
