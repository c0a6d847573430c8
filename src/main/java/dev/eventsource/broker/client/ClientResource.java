package dev.eventsource.broker.client;

import dev.eventsource.broker.http.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /es.js}, {@code /es.mjs} and {@code /es.d.ts}. Asked for by the hash of its content ({@code ?v=}), the file
 * may be kept for ever; without it, for minutes, after which its entity tag tells whether it has changed.
 */
@Path("{file: es\\.(js|mjs|d\\.ts)}")
public class ClientResource {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String FOR_MINUTES = "public, max-age=300";

    /** RFC 9110, section 12.5.3: named, and not with a weight of nothing. */
    private static final Pattern GZIP =
            Pattern.compile("(?i)(^|[,\\s])gzip\\s*(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))(;|,|$)");

    @Inject
    ClientFiles files;

    @GET
    public Response get(
            @PathParam("file") String name,
            @QueryParam("v") @Nullable String version,
            @HeaderParam("Accept-Encoding") @Nullable String encodings,
            @Context Request request) {
        ClientFile file = files.find(name).orElseThrow(() -> Problem.notFound("There is no such file."));
        boolean compressed = encodings != null && GZIP.matcher(encodings).find();
        EntityTag tag = new EntityTag(compressed ? file.hash() + "-gzip" : file.hash());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged != null ? unchanged : content(file, compressed))
                .tag(tag)
                .header("Vary", "Accept-Encoding")
                .header("Cache-Control", file.hash().equals(version) ? FOR_EVER : FOR_MINUTES)
                // For pages of any origin: module scripts need the first, isolated pages the second.
                .header("Access-Control-Allow-Origin", "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static Response.ResponseBuilder content(ClientFile file, boolean compressed) {
        return compressed
                ? Response.ok(file.gzip(), file.type()).header("Content-Encoding", "gzip")
                : Response.ok(file.bytes(), file.type());
    }
}
