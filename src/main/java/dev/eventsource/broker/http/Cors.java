package dev.eventsource.broker.http;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may read an answer: Fetch, section "CORS protocol". There is no credentials mode unless tokens come in cookies,
 * for which the origins are listed, and never with {@code *}. Stateless, so any thread may ask.
 */
@Singleton
public final class Cors {
    /** The first are for event streams, tokens and forms; the others are what tracing adds to each fetch of a page. */
    private static final String ALLOWED_HEADERS =
            "Last-Event-ID, X-Requested-With, Cache-Control, Content-Type, Authorization, Idempotency-Key,"
                    + " traceparent, tracestate, baggage, sentry-trace";

    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)\\bauthorization\\b");

    /** Fetch Metadata, section 2.4. Browsers leave it out on plain HTTP. */
    private static final List<String> OWN_SITES = List.of("same-origin", "none");

    private static final int PREFLIGHT_SECONDS = 3600;

    private final List<String> allowed;
    private final boolean takesCookies;
    private final boolean hasHub;

    /** The origin of the hub's URL, but without TLS; empty where that URL has none. */
    private final String forgedHub;

    @Inject
    public Cors(Settings settings) {
        this(
                settings.list(Setting.ALLOWED_ORIGINS),
                !settings.text(Setting.TOKEN_COOKIE).isEmpty(),
                !settings.text(Setting.MERCURE).isEmpty(),
                settings.text(Setting.MERCURE_URL));
    }

    Cors(List<String> allowed, boolean takesCookies, boolean hasHub, String hubUrl) {
        this.allowed = allowed;
        this.takesCookies = takesCookies;
        this.hasHub = hasHub;
        this.forgedHub = hubUrl.startsWith("https:") ? hubUrl.replaceFirst("^https(://[^/]*).*", "http$1") : "";
    }

    /** Whether pages of an origin may send cookies along; anybody's page may be of the origin {@code null}. */
    public boolean trusts(String origin) {
        return !allowed.contains("*") && !origin.equals("null") && allowed.contains(origin);
    }

    /**
     * Whether a call with a cookie is of a page that may have its browser send it. Without an origin only what changes nothing: a
     * browser names it with everything else.
     */
    public boolean isOfTrustedPage(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null) {
            return trusts(origin) || isOwn(origin, request);
        }
        String site = request.getHeader("Sec-Fetch-Site");
        return List.of("GET", "HEAD").contains(request.getMethod()) && (site == null || OWN_SITES.contains(site));
    }

    /**
     * By host and port, and by the scheme where this server was called by TLS itself, or the hub's URL has it: anybody on the way
     * writes what a page without it says. Where a proxy ends TLS, the page's scheme is another than this server's.
     */
    private boolean isOwn(String origin, HttpServletRequest request) {
        String host = request.getHeader("Host");
        boolean isForged = (request.isSecure() && !origin.startsWith("https://")) || origin.equalsIgnoreCase(forgedHub);
        return host != null
                && !isForged
                && origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
    }

    /** Whether a call is one that pages of other origins make, so that its answer is to have these headers. */
    boolean isPagesCall(String method, String path, UnaryOperator<@Nullable String> header, @Nullable String query) {
        return PagesCalls.include(method, path, header, query, takesCookies);
    }

    /** The headers of the answer to a call, whoever gives it; none where it is no page's. */
    Map<String, String> headers(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (hasHub && WellKnown.isOfHub(path)) {
            return headersOfHub(origin);
        }
        return isPagesCall(request.getMethod(), path, request::getHeader, request.getQueryString())
                ? headers(origin)
                : Map.of();
    }

    /** The headers of an answer of the hub's, which takes cookies whatever {@code TOKEN_COOKIE} says. */
    public Map<String, String> headersOfHub(@Nullable String origin) {
        Map<String, String> headers = new LinkedHashMap<>(headers(origin));
        if (origin != null && trusts(origin)) {
            headers.put("Access-Control-Allow-Credentials", "true");
        }
        headers.put("Access-Control-Expose-Headers", "Last-Event-ID, Mercure-Last-Event-ID, Link");
        return headers;
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
            if (takesCookies) {
                headers.put("Access-Control-Allow-Credentials", "true");
            }
        }
        return headers;
    }

    /**
     * The answer to a preflight of a call that servers make with a user's credentials, and pages with a token alone: the
     * others' answers are for no page.
     *
     * @param headers those that are to be sent; null: none
     */
    public Response preflightOfToken(@Nullable String origin, String method, @Nullable String headers) {
        boolean withToken = takesCookies
                || (headers != null && AUTHORIZATION.matcher(headers).find());
        return withToken
                ? preflight(origin, method)
                : Response.noContent().header(HttpHeaders.ALLOW, method).build();
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
