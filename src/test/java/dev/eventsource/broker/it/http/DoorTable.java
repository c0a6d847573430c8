package dev.eventsource.broker.it.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of the broker, and what it answers to whom. The sockets, channels and users that calls are about are Alice's,
 * or made for the one call.
 */
public interface DoorTable {
    /** A column for each {@link Caller}, in the order of the constants. */
    String TABLE = """
            call                      | with                 | no  wrong exp dis unk bob alice badtok token op page
            POST /socket              | channel=a            | 401 401 401 401 401 200 200 401 401 401 401
            POST /socket/{socket}     | data=d               | 200 200 200 200 200 200 200 200 200 200 200
            GET /eventsource          | socket={socket}      | 200 200 200 200 200 200 200 200 200 200 200
            DELETE /socket/{socket}   |                      | 401 401 401 401 401 404 204 401 204 204 403
            DELETE /channel/{channel} |                      | 401 401 401 401 401 204 204 401 204 204 403
            GET /channel/{channel}/users | | 401 401 401 401 401 200 200 401 400 400 403
            GET /channel/{channel}/users/count | | 401 401 401 401 401 200 200 401 400 400 403
            GET /channel/{channel}/events | |            401 401 401 401 401 200 200 401 400 400 403
            POST /event               | channel=a&data=d     | 401 401 401 401 401 200 200 401 401 401 401
            POST /events              |                      | 401 401 401 401 401 415 415 401 401 401 401
            POST /token/revoke        | jti=j                | 401 401 401 401 401 204 204 401 400 400 403
            GET /.well-known/mercure  | topic=t              | 404 404 404 404 404 404 404 404 404 404 404
            GET /.well-known/mercure/subscriptions/* | |       404 404 404 404 404 404 404 404 404 404 404
            GET /.well-known/oauth-protected-resource/* |    | 404 404 404 404 404 404 404 404 404 404 404
            POST /.well-known/mercure | topic=t              | 404 404 404 404 404 404 404 404 404 404 404
            GET /stats                | user=alice           | 401 401 401 401 401 403 200 401 200 200 403
            GET /status               |                      | 200 200 200 200 200 200 200 200 200 200 200
            GET /status/ready         |                      | 200 200 200 200 200 200 200 200 200 200 200
            GET /status/live          |                      | 200 200 200 200 200 200 200 200 200 200 200
            GET /broker               |                      | 401 401 401 401 401 401 401 401 200 200 403
            GET /metrics              |                      | 401 401 401 401 401 401 401 401 200 200 403
            GET /users                |                      | 401 401 401 401 401 401 401 401 200 200 403
            POST /users               | name=made            | 401 401 401 401 401 401 401 401 201 201 403
            GET /users/{key}          |                      | 401 401 401 401 401 401 401 401 200 200 403
            PATCH /users/{key}        | disabled=true        | 401 401 401 401 401 401 401 401 200 200 403
            DELETE /users/{key}       |                      | 401 401 401 401 401 401 401 401 204 204 403
            POST /users/{key}/secret  |                      | 401 401 401 401 401 401 401 401 200 200 403
            GET /{file}               |                      | 200 200 200 200 200 200 200 200 200 200 200
            GET /                     |                      | 200 200 200 200 200 200 200 200 200 200 200
            GET /debug                |                      | 200 200 200 200 200 200 200 200 200 200 200
            GET /pages/{file}         |                      | 200 200 200 200 200 200 200 200 200 200 200
            GET /admin                |                      | 200 200 200 200 200 200 200 200 200 200 200
            GET /admin/{file}         |                      | 200 200 200 200 200 200 200 200 200 200 200
            POST /admin               |                      | 401 401 401 401 401 401 401 401 204 204 403
            PUT /admin                |                      | 401 401 401 401 401 401 401 401 200 200 403
            DELETE /admin             |                      | 401 401 401 401 401 401 401 401 204 204 403
            GET /admin/events         |                      | 401 401 401 401 401 401 401 401 200 200 403
            GET /admin/channel        | channel=a            | 401 401 401 401 401 401 401 401 200 200 403
            GET /admin/refused        |                      | 401 401 401 401 401 401 401 401 200 200 403
            GET /admin/sources        |                      | 401 401 401 401 401 401 401 401 200 200 403
            GET /admin/sources/messages |                    | 401 401 401 401 401 401 401 401 200 200 403
            POST /admin/sources/reload |                     | 401 401 401 401 401 401 401 401 409 409 403
            POST /admin/sources/dry-run | message=%7B%7D     | 401 401 401 401 401 401 401 401 400 400 403
            GET /admin/socket/{socket} |                     | 401 401 401 401 401 401 401 401 200 200 403
            POST /admin/nodes/{node}/drain |                 | 401 401 401 401 401 401 401 401 404 404 403
            """;

    Set<String> STREAMS = Set.of("GET /eventsource", "GET /admin/events");

    /**
     * A row of the table.
     *
     * @param call method and path, with names for what stands in it
     * @param with its parameters beside those of the credentials
     * @param statuses what it answers to each caller
     */
    record Row(String call, String with, List<Integer> statuses) {
        static Row parse(String line) {
            String[] cells = line.split(" *\\| *", -1);
            List<Integer> statuses = Stream.of(cells[2].strip().split(" +"))
                    .map(Integer::valueOf)
                    .toList();
            return new Row(cells[0].strip(), cells[1], statuses);
        }

        @Override
        public String toString() {
            return call;
        }
    }

    static List<Row> rows() {
        return TABLE.lines().skip(1).map(Row::parse).toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    default void answersToEachCallerAsTheTableSays(Row row) {
        List<Integer> statuses = new ArrayList<>();
        for (Caller caller : Caller.values()) {
            statuses.add(status(row, caller));
        }
        assertEquals(row.statuses(), statuses, () -> row + " to " + Arrays.toString(Caller.values()));
    }

    private static int status(Row row, Caller caller) {
        String[] call = filledIn(row.call()).split(" ", 2);
        Credentials credentials = caller.credentials();
        String parameters = Stream.of(
                        filledIn(row.with()), credentials.parameters().encoded())
                .filter(part -> !part.isEmpty())
                .reduce((with, proof) -> with + "&" + proof)
                .map(query -> "?" + query)
                .orElse("");
        String[] origin = caller.origin();
        String[] headers = {"Authorization", credentials.authorization(), origin[0], origin[1]};
        return STREAMS.contains(row.call())
                ? streamStatus(call[1] + parameters, headers)
                : Door.call(call[0], call[1] + parameters, headers).status();
    }

    private static int streamStatus(String path, String... headers) {
        String[] lines = IntStream.range(0, headers.length / 2)
                .filter(i -> !headers[2 * i + 1].isEmpty())
                .mapToObj(i -> headers[2 * i] + ": " + headers[2 * i + 1])
                .toArray(String[]::new);
        try (var stream = EventStreamClient.open(Broker.uri(path), lines)) {
            return stream.status();
        }
    }

    private static String filledIn(String template) {
        String filled = template.replace("pages/{file}", "pages/welcome.js")
                .replace("admin/{file}", "admin/admin.js")
                .replace("{node}", "000000000000")
                .replace("{file}", "es.js")
                .replace("{channel}", "a");
        if (filled.contains("{socket}")) {
            filled = filled.replace("{socket}", Site.ALICES.openSocket("a"));
        }
        if (filled.contains("{key}")) {
            filled = filled.replace("{key}", Site.ofNewUser().user().key());
        }
        return filled;
    }
}
