package dev.eventsource.broker.console;

import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.operator.Sessions;
import dev.eventsource.broker.page.Pages;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;

/** {@code /admin}: the operators' console, its parts, and its session. All that it shows it asks for as an operator. */
@Path("admin")
public class ConsoleResource {
    private static final Pages PAGES = new Pages(ConsoleResource.class);

    @Inject
    Operator operator;

    @Inject
    Sessions sessions;

    /** The page is nobody's secret; its parts lie beside it, and so behind its path there is none. */
    @GET
    public Response page(@Context Request request, @Context HttpServletRequest asked) {
        return asked.getRequestURI().endsWith("/")
                ? Response.status(Response.Status.FOUND)
                        .header(HttpHeaders.LOCATION, asked.getRequestURI().replaceFirst("/+$", ""))
                        .build()
                : PAGES.answer(request, "admin.html");
    }

    /** What it consists of; names have no slash and one dot, so they lead nowhere else. */
    @GET
    @Path("{file: [a-z]+[.](css|js)}")
    public Response part(@Context Request request, @PathParam("file") String file) {
        return PAGES.answer(request, file);
    }

    /** Begins a session for whoever gives the operators' token, or one that makes an operator; who is an operator without it needs none. */
    @POST
    public Response begin(@Context HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            operator.require(request);
            return answer(Optional.empty());
        }
        Instant until = operator.requireToken(request);
        return answer(Optional.of(sessions.begin(request, until)));
    }

    /** Somebody is there, in a session or without one. */
    @PUT
    public Response renew(@Context HttpServletRequest request) {
        operator.require(request);
        Optional<String> cookie = sessions.find(request).map(session -> sessions.renew(session, request));
        Response.ResponseBuilder answer = JsonAnswer.of(
                Json.createObjectBuilder().add("session", cookie.isPresent()).build());
        cookie.ifPresent(set -> answer.header(HttpHeaders.SET_COOKIE, set));
        return answer.build();
    }

    /** Ends the session. */
    @DELETE
    public Response end(@Context HttpServletRequest request) {
        operator.require(request);
        return answer(sessions.find(request).map(session -> sessions.end(session, request)));
    }

    private static Response answer(Optional<String> cookie) {
        Response.ResponseBuilder answer = Response.noContent().header(HttpHeaders.CACHE_CONTROL, "no-store");
        cookie.ifPresent(set -> answer.header(HttpHeaders.SET_COOKIE, set));
        return answer.build();
    }
}
