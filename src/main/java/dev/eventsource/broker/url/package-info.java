/**
 * URLs as browsers read them: the WHATWG's URL Standard, which a hub of the Mercure protocol (draft-dunglas-mercure-08) has to
 * read topics by. {@link java.net.URI} reads another syntax, and refuses much that a browser takes.
 *
 * <p>Reading takes time linear in the text. It differs in this: names of hosts beyond ASCII are encoded as {@link java.net.IDN}
 * does it (IDNA 2003, and not UTS 46), and drive letters of {@code file:} mean nothing.
 */
@NullMarked
package dev.eventsource.broker.url;

import org.jspecify.annotations.NullMarked;
