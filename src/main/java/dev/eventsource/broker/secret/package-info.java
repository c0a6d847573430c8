/** What cannot be guessed: the texts that are drawn for users, operators and sockets alike, and so beneath all of them. */
@NullMarked
package dev.eventsource.broker.secret;

import org.jspecify.annotations.NullMarked;
