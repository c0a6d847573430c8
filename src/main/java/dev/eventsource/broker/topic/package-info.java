/**
 * Topics, and what selects them: the selectors of the Mercure protocol (draft-dunglas-mercure-07, section "Topic Selectors", and
 * draft-dunglas-mercure-08, section "Matcher Types").
 *
 * <p>A string matches a URI Template (RFC 6570) where some values of its variables, strings, lists or pairs, expand to it; all
 * four levels are read. The template becomes a regular expression of RE2/J, whose time is linear in what it reads whatever
 * the expression is; the platform's own expressions go back, and a selector is anybody's to write.
 *
 * <p>A URL pattern (the WHATWG's standard of that name) has a regular expression for each component of a URL. Here they are one, of
 * the components of a topic one behind the other: so a pattern too begins with a text that is compared, and is tried and counted
 * as templates are. Regular expressions within patterns are JavaScript's, of which the part is taken that means the same in RE2/J.
 */
@NullMarked
package dev.eventsource.broker.topic;

import org.jspecify.annotations.NullMarked;
