package dev.eventsource.broker.mercure;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.url.HubUrl;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/**
 * What draft 08 answers to tokens that are missing, wrong or do not suffice: section "Error Responses", after RFC 6750, section 3.
 *
 * @param hub whose metadata tell what a token has to be like
 */
record Challenges(HubUrl hub) {
    WebApplicationException noToken() {
        return refusal(
                Status.UNAUTHORIZED,
                "",
                "Show a token: in the header 'Authorization: Bearer', or a browser's in its cookie.");
    }

    /** The same for every cause, but where the token says something that its issuer has to change. */
    WebApplicationException invalidToken(String whatToChange) {
        return refusal(Status.UNAUTHORIZED, "invalid_token", whatToChange);
    }

    WebApplicationException invalidToken() {
        return invalidToken("The token is not valid here and now; get a new one from your server.");
    }

    WebApplicationException invalidRequest(String whatToChange) {
        return refusal(Status.BAD_REQUEST, "invalid_request", whatToChange);
    }

    WebApplicationException insufficientScope(String whatToChange) {
        return refusal(Status.FORBIDDEN, "insufficient_scope", whatToChange);
    }

    private WebApplicationException refusal(Status status, String error, String whatToChange) {
        String named = error.isEmpty() ? "" : ", error=\"%s\"".formatted(error);
        Response answer = Problem.builder(status, whatToChange)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"eventsource\"%s, resource_metadata=\"%s\"".formatted(named, hub.metadataUrl()))
                .build();
        return new WebApplicationException(answer);
    }
}
