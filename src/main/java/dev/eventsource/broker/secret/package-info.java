/**
 * What cannot be guessed: the texts that are drawn for users, operators and sockets alike, and the signature by which
 * callers, nodes and webhooks show that they know one. It stands beneath those who have secrets and alone, for it is none of
 * theirs; none is kept here. What is compared with a secret, each of them compares in constant time.
 */
@NullMarked
package dev.eventsource.broker.secret;

import org.jspecify.annotations.NullMarked;
