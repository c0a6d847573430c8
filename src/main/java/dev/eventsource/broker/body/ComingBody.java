package dev.eventsource.broker.body;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A call whose head is there and whose body is still to come. Whoever observes it may refuse it by throwing what the call
 * itself would throw, so that no body is taken from a caller whom the head already shows to be nobody.
 */
public record ComingBody(HttpServletRequest head) {}
