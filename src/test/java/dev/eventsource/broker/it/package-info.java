/**
 * The packaged WAR, deployed on a real server between a real AMQP broker and MongoDB, and read as bytes.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>The broker's classes are not on the class path of these tests: what they see is what the WAR brings.
 *   <li>What a browser gets is asserted as the text of whole frames, decoded strictly from UTF-8, so that equal text
 *       means equal bytes. The readers here know HTTP/1.1 and blank lines and nothing else about event streams.
 *   <li>A test that needs a program of the machine names it with an annotation ({@code @RequiresRabbitMq}) and is
 *       skipped without it, unless {@code REQUIRE_REAL=true} forbids that.
 *   <li>Clients that others wrote for Node.js come from npm, at locked versions, into {@code target}.
 *   <li>Every child process ends with this JVM, however that ends: its guard waits at a pipe this JVM holds.
 * </ul>
 */
@NullMarked
package dev.eventsource.broker.it;

import org.jspecify.annotations.NullMarked;
