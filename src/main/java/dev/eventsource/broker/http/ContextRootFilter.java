package dev.eventsource.broker.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Sends whoever asks for the path that the broker is deployed at, without a slash at its end, to the one with it: the parts
 * of the page there are named beside it. Payara does so itself.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class ContextRootFilter extends HttpFilter {
    private static final Set<String> OF_PAGES = Set.of("GET", "HEAD");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String root = request.getContextPath();
        if (!root.isEmpty() && root.equals(request.getRequestURI()) && OF_PAGES.contains(request.getMethod())) {
            String query = request.getQueryString();
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", root + "/" + (query == null ? "" : "?" + query));
        } else {
            chain.doFilter(request, response);
        }
    }
}
