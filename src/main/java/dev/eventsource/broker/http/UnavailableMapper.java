package dev.eventsource.broker.http;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers 503 where something that the broker needs does not answer, and 500 where it refuses, which trying again does not help. */
@Provider
public final class UnavailableMapper implements ExceptionMapper<Unavailable> {
    @Override
    public Response toResponse(Unavailable exception) {
        return exception.isLasting()
                ? Problem.builder(Response.Status.INTERNAL_SERVER_ERROR, exception.whatIsMissing())
                        .build()
                : Problem.unavailable(exception.whatIsMissing()).getResponse();
    }
}
