package dev.eventsource.broker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Gives an answer that was made for JAX-RS as a servlet's. */
public final class ServletAnswer {
    private ServletAnswer() {}

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
