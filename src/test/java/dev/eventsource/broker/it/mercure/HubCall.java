package dev.eventsource.broker.it.mercure;

import java.util.List;
import java.util.stream.Stream;

/**
 * A call that any hub can be asked.
 *
 * @param names what is special about it, of which one explains a difference
 * @param form encoded: a publisher's body, or a subscriber's query
 * @param credentials encoded, for the query
 * @param headers lines
 */
record HubCall(List<String> names, String form, String credentials, List<String> headers) {
    /** With what it is named by for its form. */
    static HubCall of(String form) {
        return new HubCall(List.of(form), form, "", List.of());
    }

    static HubCall named(String name, String... headers) {
        return new HubCall(List.of(name), "", "", List.of(headers));
    }

    HubCall withQuery(String encoded) {
        return new HubCall(names, form, encoded, headers);
    }

    /** What is special about both, with the form of the one and the credentials of the other. */
    HubCall by(HubCall token) {
        return new HubCall(
                Stream.concat(names.stream(), token.names.stream()).toList(),
                form,
                token.credentials,
                Stream.concat(headers.stream(), token.headers.stream()).toList());
    }

    HubCall header(String line) {
        return by(named("", line));
    }
}
