package dev.eventsource.broker.source;

import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.settings.Node;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** {@code /admin/sources}: the exchanges whose messages come in by rules, for operators. */
@Path("admin/sources")
public class SourcesResource {
    /** Rules and a message, as a form has them. */
    private static final long LONGEST_BODY = 16L << 20;

    @Inject
    Operator operator;

    @Inject
    Node node;

    @Inject
    Sources sources;

    @Inject
    SourceBindings bindings;

    @Inject
    Agreement agreement;

    /** This node's sources, whether each is bound, and which nodes have other rules. */
    @GET
    public Response sources(@Context HttpServletRequest request) {
        operator.require(request);
        return JsonAnswer.of(describe(sources.rules())).build();
    }

    /** Reads the file anew: 200 and what {@code GET} says; 400 where it is wrong, and 409 where the rules are in the setting itself. */
    @POST
    @Path("reload")
    public Response reload(@Context HttpServletRequest request) {
        operator.require(request);
        if (!sources.isInFile()) {
            throw Problem.conflict("The setting SOURCES names no file that could be read anew; have it name one.");
        }
        try {
            return JsonAnswer.of(describe(sources.reload())).build();
        } catch (InvalidRules e) {
            throw Problem.badRequest("The rules are wrong, and those before stay: " + e.whatToChange());
        }
    }

    /** What the {@code message} would become by {@code rules}, or by those that hold; nothing goes out. */
    @POST
    @Path("dry-run")
    public Response dryRun(
            @Context HttpServletRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        operator.require(request);
        Parameters parameters = Parameters.of(uri, headers, body, LONGEST_BODY);
        parameters.allowOnly("message", "rules");
        try {
            return JsonAnswer.of(sources.dryRun(
                            parameters.require("message"),
                            parameters.find("rules").filter(rules -> !rules.isBlank())))
                    .build();
        } catch (InvalidRules e) {
            throw Problem.badRequest(e.whatToChange());
        }
    }

    /** The latest ten messages of sources that this node has seen, as a dry run takes them. */
    @GET
    @Path("messages")
    public Response messages(@Context HttpServletRequest request) {
        operator.require(request);
        JsonArrayBuilder messages = Json.createArrayBuilder();
        sources.seen().forEach(message -> messages.add(MessageJson.write(message)));
        return JsonAnswer.of(Json.createObjectBuilder()
                        .add("node", node.id())
                        .add("messages", messages)
                        .build())
                .build();
    }

    private JsonObject describe(Rules rules) {
        JsonObjectBuilder others = Json.createObjectBuilder();
        agreement.others().forEach(others::add);
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (Source source : rules.sources()) {
            all.add(Json.createObjectBuilder()
                    .add("exchange", source.exchange())
                    .add("format", source.format().word())
                    .add("bindings", source.bindings().size())
                    .add("state", bindings.state(rules, source.exchange())));
        }
        return Json.createObjectBuilder()
                .add("node", node.id())
                .add("digest", rules.digest())
                .add("rules", rules.size())
                .add("sources", all)
                .add("left_over", bindings.leftOver())
                .add("others", others)
                .build();
    }
}
