/**
 * Topics, and what selects them: the selectors of the Mercure protocol (draft-dunglas-mercure-07, section "Topic Selectors").
 *
 * <p>A string matches a URI Template (RFC 6570) where some values of its variables, strings, lists or pairs, expand to it; all
 * four levels are read. The template becomes a regular expression of RE2/J, whose time is linear in what it reads whatever
 * the expression is; the platform's own expressions go back, and a selector is anybody's to write.
 */
@NullMarked
package dev.eventsource.broker.topic;

import org.jspecify.annotations.NullMarked;
