/**
 * How JSON is read and written: by JSON-P's provider, looked up once, and where only little of a large text is wanted, by a {@link
 * dev.eventsource.broker.json.JsonScanner}.
 *
 * <p>The methods of {@code jakarta.json.Json} look for the provider in all of the class path at each
 * call, which costs more than the small texts that are made of it here, and many threads wait for each other there.
 *
 * <p>JSON-P takes three times as long as the scanner for the same text, whether anybody asks for what it finds or not. The scanner reads bytes,
 * is as strict, and leaves what needs more than its place to JSON-P. A test holds them against each other.
 *
 * <p>The package stands alone, beneath all that reads or writes JSON.
 */
@NullMarked
package dev.eventsource.broker.json;

import org.jspecify.annotations.NullMarked;
