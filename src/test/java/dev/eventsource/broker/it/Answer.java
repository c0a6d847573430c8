package dev.eventsource.broker.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import java.io.StringReader;
import java.net.http.HttpResponse;

/** What the broker answered to one call. */
record Answer(HttpResponse<String> response) {
    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    /** Empty where there is none. */
    String header(String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    String contentType() {
        return header("Content-Type").replaceFirst(";.*", "");
    }

    JsonStructure json() {
        try (var reader = Json.createReader(new StringReader(body()))) {
            return reader.read();
        }
    }

    JsonObject object() {
        return json().asJsonObject();
    }

    @Override
    public String toString() {
        return status() + " " + response.headers().map() + " " + body();
    }
}
