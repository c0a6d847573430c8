package dev.eventsource.broker.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.util.Base64;

/** The calls of a user's server, as it sends them to one broker. */
record Requests(InetSocketAddress server) {
    private static final String CREDENTIALS =
            Base64.getEncoder().encodeToString((Tickets.USER.key() + ":" + Tickets.USER.secret()).getBytes(UTF_8));

    /** A POST of a form whose characters stand for themselves. */
    byte[] post(String path, String form) {
        return """
                POST %s HTTP/1.1\r
                Host: %s:%d\r
                Authorization: Basic %s\r
                Content-Type: application/x-www-form-urlencoded\r
                Content-Length: %d\r
                \r
                %s""".formatted(path, server.getHostString(), server.getPort(), CREDENTIALS, form.length(), form)
                .getBytes(US_ASCII);
    }
}
