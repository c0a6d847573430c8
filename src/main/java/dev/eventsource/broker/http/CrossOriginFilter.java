package dev.eventsource.broker.http;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Adds the headers of {@link Cors} to what {@link CrossOrigin} resources answer. */
@Provider
@CrossOrigin
public class CrossOriginFilter implements ContainerResponseFilter {
    private final Cors cors;

    @Inject
    public CrossOriginFilter(Cors cors) {
        this.cors = cors;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        cors.headers(request.getHeaderString("Origin")).forEach(response.getHeaders()::putSingle);
    }
}
