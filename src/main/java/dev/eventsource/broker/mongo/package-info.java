/**
 * The connection to MongoDB, whether it answers, and its clock.
 *
 * <p>No wait is long: a server that cannot be reached is an {@link dev.eventsource.broker.http.Unavailable} after two
 * seconds, for a browser's reconnect must not hang on it; and once the health check knows, nobody waits at all. Only
 * plain operations are used (no change stream or transaction, and TTL indexes are not needed, though made where the server
 * has them), so MongoDB-compatible services do as well. The URL's own options win over the limits set here.
 *
 * <p>What nodes agree on by time, they agree on by MongoDB's clock, which every node hears of once a second. Their own
 * clocks may be minutes apart.
 */
@NullMarked
package dev.eventsource.broker.mongo;

import org.jspecify.annotations.NullMarked;
