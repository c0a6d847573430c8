package dev.eventsource.broker.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/**
 * Sends whoever asks for the path that the broker is deployed at, without a slash at its end, to the one with it: the parts
 * of the page there are named beside it. Payara does so itself. At deployment it says who does not find the broker there.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class ContextRootFilter extends HttpFilter {
    private static final Logger LOG = System.getLogger(ContextRootFilter.class.getName());
    private static final Set<String> OF_PAGES = Set.of("GET", "HEAD");

    @Override
    public void init() {
        String root = getServletContext().getContextPath();
        if (!root.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "The broker is deployed at {0}: pages, es.js and all calls are there, but clients of the EventSource HQ"
                            + " protocol, as the eshq gem, post to /socket and not {0}/socket, whatever path their URL has."
                            + " For them deploy it at /, or have a proxy pass /socket on to {0}/socket.",
                    root);
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String root = request.getContextPath();
        if (!root.isEmpty() && root.equals(request.getRequestURI()) && OF_PAGES.contains(request.getMethod())) {
            String query = request.getQueryString();
            response.setStatus(HttpServletResponse.SC_FOUND);
            // It may not have passed the filter by whose answers no thread waits.
            response.setHeader("Connection", "close");
            response.setHeader("Location", root + "/" + (query == null ? "" : "?" + query));
        } else {
            chain.doFilter(request, response);
        }
    }
}
