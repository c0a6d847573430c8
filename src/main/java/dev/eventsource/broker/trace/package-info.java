/**
 * OpenTelemetry's spans, where the server has MicroProfile Telemetry and it is switched on: one for each message whose publisher says
 * in {@code traceparent} which trace it is part of, from its arrival to its place in the log, and none for its deliveries, of which one
 * event may have a hundred thousand.
 *
 * <p>Decision: its API is the server's and not in the WAR. Where a server lacks it, {@code beans.xml} keeps this package from being
 * looked at, so that nobody else may know of it; the feed fires what it has to tell, whether anybody hears it or not.
 *
 * <p>Decision: a message without {@code traceparent} gets no span. It would be a trace of one span that leads nowhere, and all of a busy
 * exchange's would be most of what a collector gets.
 */
@NullMarked
package dev.eventsource.broker.trace;

import org.jspecify.annotations.NullMarked;
