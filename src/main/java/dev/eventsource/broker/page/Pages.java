package dev.eventsource.broker.page;

import dev.eventsource.broker.http.Problem;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The files of pages that lie beside a class, each read when it is first asked for. Any thread may ask. */
public final class Pages {
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

    private final Class<?> beside;
    private final ConcurrentMap<String, Page> files = new ConcurrentHashMap<>();

    public Pages(Class<?> beside) {
        this.beside = beside;
    }

    /** The file of that name, or that it has not changed; a 404 problem where there is none. Names that are not there are not remembered. */
    public Response answer(Request request, String name) {
        Page page =
                files.computeIfAbsent(name, unread -> Page.load(beside, unread).orElse(null));
        if (page == null) {
            throw Problem.notFound("The pages have no such file: " + name + ".");
        }
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
