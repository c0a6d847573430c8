package dev.eventsource.broker.ops;

import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.stream.Draining;
import dev.eventsource.broker.stream.Subscribers;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code POST /drain}: an operator takes this node out of service, before it is stopped. */
@Path("drain")
public class DrainResource {
    @Inject
    Operator operator;

    @Inject
    Draining draining;

    @Inject
    Subscribers subscribers;

    /** 202, and how many streams are still to be ended; asked again, how many are left. */
    @POST
    public Response drain(@Context HttpServletRequest request) {
        operator.require(request);
        draining.begin();
        String json = Json.createObjectBuilder()
                .add("connections", subscribers.size())
                .build()
                .toString();
        return Response.accepted(json)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
