package dev.eventsource.broker.http;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may read an answer: Fetch, section "CORS protocol". There is no credentials mode, for a socket id is all
 * that a browser holds. Stateless, so any thread may ask.
 */
@Singleton
public final class Cors {
    /** The first are for event streams, tokens and forms; the others are what tracing adds to each fetch of a page. */
    private static final String ALLOWED_HEADERS =
            "Last-Event-ID, X-Requested-With, Cache-Control, Content-Type, Authorization,"
                    + " traceparent, tracestate, baggage, sentry-trace";

    private static final int PREFLIGHT_SECONDS = 3600;

    private final List<String> allowed;

    @Inject
    public Cors(Settings settings) {
        this(settings.list(Setting.ALLOWED_ORIGINS));
    }

    Cors(List<String> allowed) {
        this.allowed = allowed;
    }

    /** The headers of an answer to a page of {@code origin}; null: the request names none. */
    public Map<String, String> headers(@Nullable String origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (allowed.contains("*")) {
            headers.put("Access-Control-Allow-Origin", "*");
            return headers;
        }
        headers.put(HttpHeaders.VARY, "Origin");
        if (origin != null && allowed.contains(origin)) {
            headers.put("Access-Control-Allow-Origin", origin);
        }
        return headers;
    }

    /** The answer to a preflight that asks for {@code method}. */
    public Response preflight(@Nullable String origin, String method) {
        Response.ResponseBuilder response = Response.noContent()
                .header("Access-Control-Allow-Methods", method)
                .header("Access-Control-Allow-Headers", ALLOWED_HEADERS)
                .header("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        headers(origin).forEach(response::header);
        return response.build();
    }
}
