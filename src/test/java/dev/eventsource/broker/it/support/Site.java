package dev.eventsource.broker.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.run.TestUser;
import java.util.UUID;

/** A web site that uses the broker: its server has the secret and opens sockets, its pages open streams. */
public record Site(TestUser user) {
    public static final Site ALICES = new Site(Broker.ALICE);
    public static final Site BOBS = new Site(Broker.BOB);

    /** Of a user that an operator has just added, as {@code form} says. */
    public static Site ofNewUser(String... form) {
        Answer added = Door.post("/users", Form.of(form));
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        return new Site(
                new TestUser(added.object().getString("key"), added.object().getString("secret"), ""));
    }

    /** One that no other test uses. */
    public static String newChannel() {
        return "channel-" + UUID.randomUUID();
    }

    public Credentials credentials() {
        return Credentials.hmac(user.key(), user.secret());
    }

    public Answer post(String path, Form form) {
        return Door.post(path, credentials(), form);
    }

    public String openSocket(String... channels) {
        var form = Form.of();
        for (String channel : channels) {
            form = form.and("channel", channel);
        }
        Answer answer = post("/socket", form);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.object().getString("socket");
    }

    /** Ends a socket or a channel. */
    public Answer delete(String path) {
        return Door.delete(path, credentials());
    }

    /** A stream as it opens, its first block not yet taken. */
    public static EventStreamClient open(String socket, String... headerLines) {
        return open(Form.of("socket", socket), headerLines);
    }

    public static EventStreamClient open(Form query, String... headerLines) {
        return EventStreamClient.open(Broker.uri("/eventsource?" + query.encoded()), headerLines);
    }

    /** On the second node. */
    public static EventStreamClient openOnSecond(String socket, String... headerLines) {
        return EventStreamClient.open(Broker.uri(Broker.SECOND + "/eventsource?socket=" + socket), headerLines);
    }

    /** A stream of a new socket that stands behind its first block. */
    public EventStreamClient subscribe(String... channels) {
        EventStreamClient stream = open(openSocket(channels));
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.next()).contains("event: eshq:open\n");
        return stream;
    }
}
