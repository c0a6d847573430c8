/** The README and the manual: every command is run as it is written. */
@NullMarked
package dev.eventsource.broker.it.manual;

import org.jspecify.annotations.NullMarked;
