/**
 * Two nodes behind the proxies that operators have in front of them, with the very files of {@code server-config}: of those only
 * ports, paths and times in proportion are the tests' own.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>A page does what the standard has an EventSource do, over TLS as browsers come, and counts what it got: each channel's
 *       events are numbered from 1, so what is lost or doubled needs no book to be found.
 *   <li>Times are in proportion to {@code it.heartbeat}, two seconds: with {@code -Dit.heartbeat=15} the files are as written, and the
 *       silence takes three minutes.
 *   <li>A proxy and its workers are a group of processes of their own, so that they end together; at a SIGTERM, HAProxy's first
 *       process would wait for the guard that it has for a child.
 * </ul>
 */
@NullMarked
package dev.eventsource.broker.it.proxy;

import org.jspecify.annotations.NullMarked;
