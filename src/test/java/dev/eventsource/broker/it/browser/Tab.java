package dev.eventsource.broker.it.browser;

import jakarta.json.JsonValue;
import java.net.URI;

/** One page of a browser, driven from outside. */
interface Tab {
    void open(URI address);

    /** Goes back in the tab's history. */
    void back();

    /** The value of an expression, or what it resolves to where it is a promise, as JSON; null where it is undefined. */
    JsonValue evaluate(String expression);

    void close();
}
