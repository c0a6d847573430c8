package dev.eventsource.broker.ops;

import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.http.ServletAnswer;
import dev.eventsource.broker.operator.Operator;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /metrics}: what Prometheus scrapes from this node, as an operator. The text exposition format 0.0.4, or
 * OpenMetrics 1.0.0 for who accepts that.
 *
 * <p>A servlet and no JAX-RS resource, for its path: Payara puts a servlet of its own at {@code /metrics/*} of whatever is
 * deployed at the root, and only an exact one comes before that (Jakarta Servlet 6.0, section 12.1).
 */
@WebServlet(urlPatterns = "/metrics", asyncSupported = true)
public class MetricsServlet extends HttpServlet {
    // Not the library's own choice, which is Protocol Buffers for who accepts them, though the WAR does not bring them.
    private static final ExpositionFormatWriter TEXT = PrometheusTextFormatWriter.create();
    private static final ExpositionFormatWriter OPEN_METRICS = OpenMetricsTextFormatWriter.create();

    @Inject
    transient Operator operator;

    @Inject
    transient StreamMetrics streams;

    @Inject
    transient FeedMetrics feed;

    @Inject
    transient RetainedMetrics retained;

    @Inject
    transient CallMetrics calls;

    @Inject
    transient NodeMetrics node;

    @Inject
    transient PartMetrics parts;

    @Inject
    transient ProcessMetrics process;

    /** Every metric, read now; a 401 problem for who is no operator. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServletAnswer.write(answer(request), response);
    }

    private Response answer(HttpServletRequest request) {
        try {
            return switch (request.getMethod()) {
                case "GET", "HEAD" -> scrape(request);
                default -> throw new NotAllowedException("GET", new String[] {"HEAD"});
            };
        } catch (RuntimeException e) {
            return new ProblemMapper().toResponse(e);
        }
    }

    private Response scrape(HttpServletRequest request) {
        operator.require(request);
        MetricsPage page = new MetricsPage();
        streams.addTo(page);
        feed.addTo(page);
        retained.addTo(page);
        calls.addTo(page);
        node.addTo(page);
        parts.addTo(page);
        process.addTo(page);
        ExpositionFormatWriter format = format(request.getHeader(HttpHeaders.ACCEPT));
        return Response.ok(page.write(format), format.getContentType())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static ExpositionFormatWriter format(@Nullable String accept) {
        return OPEN_METRICS.accepts(accept) ? OPEN_METRICS : TEXT;
    }
}
