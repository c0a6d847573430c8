package dev.eventsource.broker.http;

import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/**
 * Adds the headers of {@link Cors} to whatever the calls answer that pages of other origins make. Ending a socket is none
 * of them: that takes a user's credentials.
 */
@Provider
public class CrossOriginFilter implements ContainerResponseFilter {
    /**
     * By path, for a filter bound to a resource does not see what no method of it answers, such as a 405. Some servers
     * give a path with its first slash and some without.
     */
    private static final Pattern PAGES_CALLS = Pattern.compile("/?socket/.+");

    @Inject
    Cors cors;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (isPagesCall(request.getMethod(), request.getUriInfo().getPath())) {
            cors.headers(request.getHeaderString("Origin")).forEach(response.getHeaders()::putSingle);
        }
    }

    public static boolean isPagesCall(String method, String path) {
        return PAGES_CALLS.matcher(path).matches() && !method.equals(HttpMethod.DELETE);
    }
}
