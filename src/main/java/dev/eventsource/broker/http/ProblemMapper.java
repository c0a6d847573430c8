package dev.eventsource.broker.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;

/** Makes every exception a problem: what the server found wrong says so, and what nobody foresaw is logged, not shown. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

    /** The same of what a stage failed with: servers do not agree on what of that their mappers get to see. */
    public static Response ofStage(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return new ProblemMapper().toResponse(cause == null ? failure : cause);
    }

    @Override
    public Response toResponse(Throwable exception) {
        if (exception instanceof WebApplicationException expected) {
            return withProblem(expected.getResponse());
        }
        if (exception instanceof Unavailable missing) {
            return new UnavailableMapper().toResponse(missing);
        }
        LOG.log(Level.ERROR, "A request failed in a way that nobody foresaw" + TraceParent.inWords(), exception);
        return Problem.builder(
                        Response.Status.INTERNAL_SERVER_ERROR, "The broker failed; its log says more. Try again.")
                .build();
    }

    private static Response withProblem(Response response) {
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        Response.ResponseBuilder problem = Problem.builder(response.getStatusInfo(), detail(response));
        if (response.getHeaderString(HttpHeaders.ALLOW) != null) {
            problem.header(HttpHeaders.ALLOW, response.getHeaderString(HttpHeaders.ALLOW));
        }
        return problem.build();
    }

    private static String detail(Response response) {
        return switch (response.getStatus()) {
            case 404 -> "There is nothing at this path; the manual lists every call.";
            case 405 -> "Use one of the methods that the Allow header names.";
            case 415 -> "Send the parameters form-encoded (application/x-www-form-urlencoded) or in the query.";
            default -> response.getStatusInfo().getReasonPhrase();
        };
    }
}
