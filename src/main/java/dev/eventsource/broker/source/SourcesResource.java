package dev.eventsource.broker.source;

import dev.eventsource.broker.http.JsonAnswer;
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
import jakarta.ws.rs.core.Response;

/** {@code /admin/sources}: the exchanges whose messages come in by rules, for operators. */
@Path("admin/sources")
public class SourcesResource {
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
