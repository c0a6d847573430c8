/**
 * JSON-P's provider, looked up once. The methods of {@code jakarta.json.Json} look for it in all of the class path at each
 * call, which costs more than the small texts that are made of it here, and many threads wait for each other there. It stands
 * alone, beneath all that reads or writes JSON.
 */
@NullMarked
package dev.eventsource.broker.json;

import org.jspecify.annotations.NullMarked;
