package dev.eventsource.broker.past;

import dev.eventsource.broker.channel.Excerpt;
import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which form a page is answered, by what its caller accepts. */
enum PastForm {
    JSON("application", "json"),
    EVENT_STREAM("text", "event-stream");

    private final String type;
    private final String subtype;

    PastForm(String type, String subtype) {
        this.type = type;
        this.subtype = subtype;
    }

    /** By the headers {@code Accept}, of RFC 9110, section 12.5.1; JSON where either will do. A 406 problem where neither will. */
    static PastForm wanted(@Nullable Enumeration<String> headers) {
        List<String> accept = headers == null ? List.of() : Collections.list(headers);
        List<MediaRange> ranges = MediaRange.parse(accept);
        double json = MediaRange.quality(ranges, JSON.type, JSON.subtype);
        double stream = MediaRange.quality(ranges, EVENT_STREAM.type, EVENT_STREAM.subtype);
        if (json == 0 && stream == 0) {
            throw new WebApplicationException(
                    Problem.builder(Response.Status.NOT_ACCEPTABLE, "Accept application/json or text/event-stream.")
                            .build());
        }
        return stream > json ? EVENT_STREAM : JSON;
    }

    /** The answer, which says how to get the next page. */
    Response answer(Excerpt excerpt, PastQuestion question) {
        String next = excerpt.isMore()
                ? "?after=" + URLEncoder.encode(excerpt.position(), StandardCharsets.UTF_8) + "&limit="
                        + question.events()
                : null;
        Response.ResponseBuilder answer = this == JSON
                ? JsonAnswer.of(PastPage.json(excerpt, next))
                : Response.ok(PastPage.frames(excerpt), "text/event-stream;charset=UTF-8")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (next != null) {
            answer.header("Link", "<" + next + ">; rel=\"next\"");
        }
        return answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT).build();
    }
}
