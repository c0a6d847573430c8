package dev.eventsource.broker.http;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Adds the headers of {@link Cors} to whatever the calls answer that pages of other origins make. */
@Provider
public class CrossOriginFilter implements ContainerResponseFilter {
    @Inject
    Cors cors;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean isPages = cors.isPagesCall(
                request.getMethod(),
                request.getUriInfo().getPath(),
                request::getHeaderString,
                request.getUriInfo().getRequestUri().getRawQuery());
        if (isPages) {
            cors.headers(request.getHeaderString("Origin")).forEach(response.getHeaders()::putSingle);
        }
    }
}
