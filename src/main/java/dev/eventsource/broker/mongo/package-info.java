/**
 * The connection to MongoDB, whether it answers, and its clock. It stands alone, beneath the repositories, and has no
 * collection of its own: each of those lies with what it is about. Here is how MongoDB is asked, and what they would all write
 * alike: making an index, inserting where there is none.
 *
 * <p>No wait is long: a server that cannot be reached is an {@link dev.eventsource.broker.http.Unavailable} after two
 * seconds, for a browser's reconnect must not hang on it; and once the health check knows, nobody waits at all. Only
 * plain operations are used (no change stream or transaction, and TTL indexes are not needed, though made where the server
 * has them), so MongoDB-compatible services do as well. The URL's own options win over the limits set here.
 *
 * <p>What comes in crowds is asked for in {@link dev.eventsource.broker.mongo.Batches}, so that a server's few threads for
 * requests do not bound how many calls are under way, and MongoDB has fewer and larger operations the busier it is. All else
 * that calls ask is asked in {@link dev.eventsource.broker.mongo.Questions}, for ten seconds at most: no request's thread ever
 * waits for MongoDB, for one that hangs would keep them all, and with them whoever has no need of it.
 *
 * <p>A failure is not always an outage. What passes by itself is away; what MongoDB refuses stays refused until somebody
 * changes something, so callers are not told to try again, and the log and the status say what it was: by its code, as
 * MongoDB's words have in them what was asked, which may be a secret.
 *
 * <p>What nodes agree on by time, they agree on by MongoDB's clock, which every node hears of once a second. Their own
 * clocks may be minutes apart.
 */
@NullMarked
package dev.eventsource.broker.mongo;

import org.jspecify.annotations.NullMarked;
