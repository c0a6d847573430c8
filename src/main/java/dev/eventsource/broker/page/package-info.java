/**
 * The pages that the broker serves: the welcome page, and {@code /debug}, which shows a stream frame by frame.
 *
 * <p>They lie on the class path and go out under a policy that allows nothing from elsewhere, no inline script and no
 * inline style. They use no framework and need no build: what is here is what a browser gets, small ES modules with one
 * purpose each, under {@code /pages}.
 *
 * <p>The welcome page connects with {@code es.mjs}, as any page may. The debug page reads streams with the client's own modules,
 * which the build puts beside those of the pages; how it goes on after an end is its own, for it shows what a plain
 * {@code EventSource} would do.
 *
 * <p>The debug page reads its stream with {@code fetch} and not with an {@code EventSource}, which would hide retry times,
 * comments, control events and frames that dispatch nothing. A secret that is typed in there becomes a key that scripts
 * cannot read, signs calls of that page alone, and is neither sent nor stored. Since calls with a user's credentials
 * answer no CORS headers, no page of another origin can do the same.
 *
 * <p>Lists keep what came in arrays, and as many rows as are in sight in the document: ten thousand events cost memory and
 * not layout.
 */
@NullMarked
package dev.eventsource.broker.page;

import org.jspecify.annotations.NullMarked;
