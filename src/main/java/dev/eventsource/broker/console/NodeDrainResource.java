package dev.eventsource.broker.console;

import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.operator.OperatorSignals;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.stream.Draining;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** {@code POST /admin/nodes/N/drain}: an operator takes a node out of service that is watched, this one or another. */
@Path("admin/nodes/{node}/drain")
public class NodeDrainResource {
    @Inject
    Operator operator;

    @Inject
    Node self;

    @Inject
    Draining draining;

    @Inject
    KnownNodes nodes;

    @Inject
    OperatorSignals signals;

    /**
     * 202: it is under way here, or the other node is told, which has to have the same token; its figures show whether it
     * has begun.
     */
    @POST
    public Response drain(@Context HttpServletRequest request, @PathParam("node") String node) {
        operator.require(request);
        if (node.equals(self.id())) {
            draining.begin();
        } else if (nodes.has(node)) {
            signals.tell(Topic.DRAIN, node);
        } else {
            throw Problem.notFound("No node of this id was heard of within the last minute.");
        }
        return JsonAnswer.of(Json.createObjectBuilder().add("node", node).build())
                .status(Response.Status.ACCEPTED)
                .build();
    }
}
