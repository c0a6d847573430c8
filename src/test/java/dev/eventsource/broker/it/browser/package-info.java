/** Real browsers: the pages that the broker serves, sites that use es.js, and what goes wrong between them and a node. */
@NullMarked
package dev.eventsource.broker.it.browser;

import org.jspecify.annotations.NullMarked;
