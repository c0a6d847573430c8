/**
 * Who may call: users by their credentials, and operators by where they call from or their token.
 *
 * <p>A caller that is refused does not learn why, and not from the time it took either: an unknown user costs the same
 * comparison as a known one. The reason is logged.
 */
@NullMarked
package dev.eventsource.broker.user;

import org.jspecify.annotations.NullMarked;
