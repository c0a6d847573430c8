/** The event stream, byte for byte: how it opens, resumes, ends, and what each reader gets of it. */
@NullMarked
package dev.eventsource.broker.it.stream;

import org.jspecify.annotations.NullMarked;
