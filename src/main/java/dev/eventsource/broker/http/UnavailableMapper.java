package dev.eventsource.broker.http;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers 503 where something that the broker needs does not answer. */
@Provider
public final class UnavailableMapper implements ExceptionMapper<Unavailable> {
    @Override
    public Response toResponse(Unavailable exception) {
        return Problem.unavailable(exception.whatIsMissing()).getResponse();
    }
}
