package dev.eventsource.broker.page;

import dev.eventsource.broker.http.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** The welcome page and the debug page, and their parts. */
@Path("")
public class PageResource {
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    @Inject
    Pages pages;

    @GET
    public Response welcome(@Context Request request) {
        return answer(request, "index.html");
    }

    @GET
    @Path("debug")
    public Response debug(@Context Request request) {
        return answer(request, "debug.html");
    }

    /** What the pages consist of; names have no slash and one dot, so they lead nowhere else. */
    @GET
    @Path("pages/{file: [a-z]+[.](css|js|svg)}")
    public Response part(@Context Request request, @PathParam("file") String file) {
        return answer(request, file);
    }

    private Response answer(Request request, String name) {
        Page page = pages.find(name).orElseThrow(() -> Problem.notFound("The pages have no such file: " + name + "."));
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
