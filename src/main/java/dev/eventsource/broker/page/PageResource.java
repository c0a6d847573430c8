package dev.eventsource.broker.page;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** The welcome page and its parts. */
@Path("")
public class PageResource {
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self' data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    @Inject
    Pages pages;

    @GET
    public Response welcome(@Context Request request) {
        return answer(request, pages.welcome());
    }

    @GET
    @Path("welcome.css")
    public Response style(@Context Request request) {
        return answer(request, pages.style());
    }

    @GET
    @Path("welcome.js")
    public Response script(@Context Request request) {
        return answer(request, pages.script());
    }

    private static Response answer(Request request, Page page) {
        EntityTag tag = new EntityTag(page.hash());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder response = unchanged != null ? unchanged : Response.ok(page.bytes(), page.type());
        return response.tag(tag)
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
