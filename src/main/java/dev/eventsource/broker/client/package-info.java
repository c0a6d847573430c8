/**
 * {@code es.js}, the client that pages load: served here, written in {@code src/main/js}.
 *
 * <p>The build makes one function of its modules; what is served calls it, as a script or as an ES module, with what the
 * settings say: where the broker is, and how often it sends a heartbeat. So the content's hash, which is its name for
 * caches, changes with the settings too.
 *
 * <p>The client reads streams with {@code fetch}: an {@code EventSource} does not tell the status of a refusal, nor of
 * events that nobody listens for, nor whether anything arrives. Plain ones work beside it.
 *
 * <p>Compressed once, with gzip: there is no Brotli encoder for Java without native code.
 */
@NullMarked
package dev.eventsource.broker.client;

import org.jspecify.annotations.NullMarked;
