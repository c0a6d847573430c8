package dev.eventsource.broker.http;

import jakarta.json.JsonStructure;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers in JSON, which no cache may keep. */
public final class JsonAnswer {
    private JsonAnswer() {}

    /** A 200; the caller may change it. */
    public static Response.ResponseBuilder of(JsonStructure json) {
        return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
