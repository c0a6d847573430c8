package dev.eventsource.broker.mercure;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.http.ServletAnswer;
import dev.eventsource.broker.http.WellKnown;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.roster.Roster;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Tells what tokens the hub takes: RFC 9728. Nothing is there where it does not speak draft 08. */
@WebServlet(urlPatterns = WellKnown.PROTECTED_RESOURCE + "/*", asyncSupported = true)
public class MetadataServlet extends HttpServlet {
    private static final String METHODS = "GET, HEAD, OPTIONS";

    @Inject
    transient Hub hub;

    @Inject
    transient Roster roster;

    @Inject
    transient HubCors cors;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServletAnswer.write(cors.in(answer(request), request.getHeader("Origin")), response);
    }

    private Response answer(HttpServletRequest request) {
        String path = WellKnown.PROTECTED_RESOURCE + request.getPathInfo();
        if (!hub.isOpen() || !hub.speaks(Draft.EIGHT) || !path.equals(hub.url().metadataPath())) {
            return new ProblemMapper().toResponse(new NotFoundException());
        }
        return switch (request.getMethod()) {
            case "GET", "HEAD" ->
                Response.ok(document(), MediaType.APPLICATION_JSON_TYPE).build();
            case "OPTIONS" -> Response.noContent().header("Allow", METHODS).build();
            default ->
                Problem.builder(
                                Response.Status.METHOD_NOT_ALLOWED,
                                "Use one of the methods that the Allow header names.")
                        .header("Allow", METHODS)
                        .build();
        };
    }

    private String document() {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("resource", hub.url().text())
                .add(
                        "authorization_details_types_supported",
                        Json.createArrayBuilder().add(AuthorizationDetails.TYPE))
                .add("bearer_methods_supported", Json.createArrayBuilder().add("header"))
                .add("mercure_cookie", ShownToken.ACCESS_COOKIE)
                .add("mercure_matcher_types_supported", Json.createArrayBuilder(Matchers.TYPES));
        if (roster.isKept()) {
            json.add("mercure_subscriptions", true);
        }
        return json.build().toString();
    }
}
