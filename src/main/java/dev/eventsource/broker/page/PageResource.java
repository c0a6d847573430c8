package dev.eventsource.broker.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** The welcome page and the debug page, and their parts. */
@Path("")
public class PageResource {
    private static final Pages PAGES = new Pages(PageResource.class);

    @GET
    public Response welcome(@Context Request request) {
        return PAGES.answer(request, "index.html");
    }

    @GET
    @Path("debug")
    public Response debug(@Context Request request) {
        return PAGES.answer(request, "debug.html");
    }

    /** What the pages consist of; names have no slash and one dot, so they lead nowhere else. */
    @GET
    @Path("pages/{file: [a-z]+[.](css|js|svg)}")
    public Response part(@Context Request request, @PathParam("file") String file) {
        return PAGES.answer(request, file);
    }
}
