/**
 * The connection to MongoDB, and whether it answers.
 *
 * <p>No wait is long: a server that cannot be reached is an {@link dev.eventsource.broker.http.Unavailable} after two
 * seconds, for a browser's reconnect must not hang on it. Only plain operations are used (no TTL index, change stream or
 * transaction is needed), so MongoDB-compatible services do as well. The URL's own options win over the limits set here.
 */
@NullMarked
package dev.eventsource.broker.mongo;

import org.jspecify.annotations.NullMarked;
