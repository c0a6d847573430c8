package dev.eventsource.broker.http;

import dev.eventsource.broker.json.Json;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.StatusType;

/** Answers that say what went wrong, as RFC 9457 problem details; {@code detail} tells the caller what to change. */
public final class Problem {
    /** RFC 9457, section 3. */
    public static final MediaType TYPE = new MediaType("application", "problem+json");

    private static final int RETRY_AFTER_SECONDS = 2;

    /** JAX-RS has no name for it. */
    private static final StatusType UNPROCESSABLE = new StatusType() {
        @Override
        public int getStatusCode() {
            return 422;
        }

        @Override
        public Response.Status.Family getFamily() {
            return Response.Status.Family.CLIENT_ERROR;
        }

        @Override
        public String getReasonPhrase() {
            return "Unprocessable Content";
        }
    };

    private Problem() {}

    /** 400: the request has to change. */
    public static WebApplicationException badRequest(String whatToChange) {
        return thrown(builder(Response.Status.BAD_REQUEST, whatToChange));
    }

    /** 400 for what is no path. */
    public static WebApplicationException malformedPath() {
        return badRequest(
                "The path is not well-formed: percent-encode the bytes of UTF-8 text without control characters.");
    }

    /** 401, the same for every cause: who may not come in does not learn why. */
    public static WebApplicationException unauthorized() {
        String detail = "Send key, timestamp and token, or HTTP Basic with key and secret, of a user of this broker.";
        return thrown(builder(Response.Status.UNAUTHORIZED, detail)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"eventsource\", charset=\"UTF-8\""));
    }

    /** 401 for a call that is an operator's. */
    public static WebApplicationException noOperator() {
        String detail =
                "This call is an operator's: send the header 'Authorization: Bearer' with the broker's ADMIN_TOKEN,"
                        + " or with the token in the file that its log names.";
        return thrown(builder(Response.Status.UNAUTHORIZED, detail)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"eventsource\""));
    }

    /** 401 for a call that a user makes for itself, and an operator for any. */
    public static WebApplicationException noOwner() {
        String detail =
                "Send key, timestamp and token, or HTTP Basic with key and secret, of the user whose this is; or,"
                        + " as an operator, the header 'Authorization: Bearer' with the broker's ADMIN_TOKEN.";
        return thrown(builder(Response.Status.UNAUTHORIZED, detail)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"eventsource\""));
    }

    /** 401 for a token, the same for every cause; RFC 6750, section 3. */
    public static WebApplicationException noBearer() {
        String detail = "The token is not valid here and now; get a new one from your server.";
        return thrown(builder(Response.Status.UNAUTHORIZED, detail)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"eventsource\", error=\"invalid_token\""));
    }

    /** 401 for whoever shows no token, where one is needed; RFC 6750, section 3.1, has no error for that. */
    public static WebApplicationException noToken() {
        String detail = "Show a token: in the header 'Authorization: Bearer', or a browser's in its cookie.";
        return thrown(builder(Response.Status.UNAUTHORIZED, detail)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"eventsource\""));
    }

    /** 401 for whoever shows nothing, where that is not enough; the same whether there is such a user or not. */
    public static WebApplicationException notPublic() {
        String detail =
                "These channels are not public: show a token ('Authorization: Bearer'), or open the stream with the 'socket'"
                        + " that your server gets; or have the user's field 'public' name them.";
        return thrown(builder(Response.Status.UNAUTHORIZED, detail)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"eventsource\""));
    }

    /** 403: known, but not for this caller. */
    public static WebApplicationException forbidden(String whatToChange) {
        return thrown(builder(Response.Status.FORBIDDEN, whatToChange));
    }

    /** 404: not there. */
    public static WebApplicationException notFound(String whatToChange) {
        return thrown(builder(Response.Status.NOT_FOUND, whatToChange));
    }

    /** 409: it would contradict what is there. */
    public static WebApplicationException conflict(String whatToChange) {
        return thrown(builder(Response.Status.CONFLICT, whatToChange));
    }

    /** 408: the request did not come in time. The connection is closed, for the rest of the body may still come. */
    public static WebApplicationException tooSlow() {
        String detail = "The body took too long; send it faster, or less of it.";
        return thrown(builder(Response.Status.REQUEST_TIMEOUT, detail).header("Connection", "close"));
    }

    /** 429: the same request may succeed after so many seconds. */
    public static WebApplicationException tooMany(String whatToChange, long seconds) {
        return thrown(
                builder(Response.Status.TOO_MANY_REQUESTS, whatToChange).header(HttpHeaders.RETRY_AFTER, seconds));
    }

    /** 413: too large. */
    public static WebApplicationException tooLarge(String whatToChange) {
        return thrown(builder(Response.Status.REQUEST_ENTITY_TOO_LARGE, whatToChange));
    }

    /** 413 for a body that is longer than its call takes. */
    public static WebApplicationException bodyTooLarge(long maxBytes) {
        return tooLarge("The body is longer than the %d bytes that it may have.".formatted(maxBytes));
    }

    /** 415: the call takes other content. */
    public static WebApplicationException unsupported(String whatToChange) {
        return thrown(builder(Response.Status.UNSUPPORTED_MEDIA_TYPE, whatToChange));
    }

    /** 422: well-formed, but not with what went before: RFC 9110, section 15.5.21. */
    public static WebApplicationException unprocessable(String whatToChange) {
        return thrown(builder(UNPROCESSABLE, whatToChange));
    }

    /** 503: nothing was done or promised; the same request may succeed later. */
    public static WebApplicationException unavailable(String whatIsMissing) {
        return thrown(builder(Response.Status.SERVICE_UNAVAILABLE, whatIsMissing)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
    }

    /** The response for a status; the caller may add headers. */
    public static Response.ResponseBuilder builder(StatusType status, String detail) {
        String body = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", status.getReasonPhrase())
                .add("status", status.getStatusCode())
                .add("detail", detail)
                .build()
                .toString();
        return Response.status(status).type(TYPE).entity(body).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static WebApplicationException thrown(Response.ResponseBuilder response) {
        return new WebApplicationException(response.build());
    }
}
