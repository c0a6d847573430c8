package dev.eventsource.broker.it.support;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import java.io.StringReader;
import java.net.http.HttpResponse;

/** What the broker answered to one call. */
public record Answer(HttpResponse<String> response) {
    public int status() {
        return response.statusCode();
    }

    public String body() {
        return response.body();
    }

    /** Empty where there is none. */
    public String header(String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    public String contentType() {
        return header("Content-Type").replaceFirst(";.*", "");
    }

    JsonStructure json() {
        try (var reader = Json.createReader(new StringReader(body()))) {
            return reader.read();
        }
    }

    public JsonObject object() {
        return json().asJsonObject();
    }

    @Override
    public String toString() {
        return status() + " " + response.headers().map() + " " + body();
    }
}
