package dev.eventsource.broker.it.browser;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;

/** A tab of a Firefox. */
record FirefoxTab(BidiSession session, String context) implements Tab {
    @Override
    public void open(URI address) {
        session.call(
                "browsingContext.navigate",
                here().add("url", address.toString()).add("wait", "complete").build());
    }

    @Override
    public void back() {
        session.call("browsingContext.traverseHistory", here().add("delta", -1).build());
    }

    @Override
    public JsonValue evaluate(String expression) {
        var command = Json.createObjectBuilder()
                .add("expression", "(async () => JSON.stringify(await (" + expression + ") ?? null))()")
                .add("target", here())
                .add("awaitPromise", true);
        var value = session.call("script.evaluate", command.build());
        if (!value.getString("type").equals("success")) {
            throw new IllegalStateException(expression + ": " + value);
        }
        try (var reader =
                Json.createReader(new StringReader(value.getJsonObject("result").getString("value")))) {
            return reader.readValue();
        }
    }

    @Override
    public void close() {
        session.call("browsingContext.close", here().build());
    }

    private JsonObjectBuilder here() {
        return Json.createObjectBuilder().add("context", context);
    }
}
