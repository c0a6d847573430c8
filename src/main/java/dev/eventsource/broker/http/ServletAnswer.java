package dev.eventsource.broker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Gives an answer that was made for JAX-RS as a servlet's. */
public final class ServletAnswer {
    private ServletAnswer() {}

    /** Writes all of it, and what tells a page of another origin that it may read it. */
    public static void write(Response answer, Cors cors, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        cors.headers(request).forEach(response::setHeader);
        write(answer, response);
    }

    /** Writes all of it: the status, the headers and those of every answer, and an entity of text or bytes. */
    public static void write(Response answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.getStatus());
        SafetyFilter.HEADERS.forEach(response::setHeader);
        answer.getStringHeaders().forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
        if (answer.hasEntity()) {
            byte[] body = answer.getEntity() instanceof byte[] bytes
                    ? bytes
                    : answer.getEntity().toString().getBytes(UTF_8);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
