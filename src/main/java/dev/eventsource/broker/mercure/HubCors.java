package dev.eventsource.broker.mercure;

import dev.eventsource.broker.http.Cors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may read the hub's answers: those of {@code ALLOWED_ORIGINS}, with cookies where these are listed. Stateless,
 * so any thread may ask.
 */
@Singleton
class HubCors {
    private final Cors cors;

    @Inject
    HubCors(Cors cors) {
        this.cors = cors;
    }

    /** The headers of an answer to a page of {@code origin}; null: the request names none. */
    Map<String, String> headers(@Nullable String origin) {
        return cors.headersOfHub(origin);
    }

    /** The answer with these headers. */
    Response in(Response answer, @Nullable String origin) {
        Response.ResponseBuilder response = Response.fromResponse(answer);
        headers(origin).forEach((name, value) -> response.header(name, null).header(name, value));
        return response.build();
    }

    Response preflight(@Nullable String origin) {
        return preflight(origin, "GET, POST");
    }

    /** The answer to a preflight of a call that takes these methods. */
    Response preflight(@Nullable String origin, String methods) {
        return in(cors.preflight(origin, methods), origin);
    }
}
