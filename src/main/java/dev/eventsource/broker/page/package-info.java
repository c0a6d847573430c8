/**
 * The pages that the broker serves. They lie on the class path and go out under a policy that allows nothing from
 * elsewhere, no inline script and no inline style.
 */
@NullMarked
package dev.eventsource.broker.page;

import org.jspecify.annotations.NullMarked;
