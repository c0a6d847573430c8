package dev.eventsource.broker.it.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.ServerLog;
import dev.eventsource.broker.it.support.Site;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tokens in cookies and addresses, and the pages of which origins may use them. */
public interface TokensOfBrowsers {
    String COOKIE = "page-token";
    String ORIGIN = "https://a.example";

    private static String token() {
        return Jwt.of(Broker.ALICE.key(), "[{\"channel\":\"a\",\"rights\":[\"subscribe\",\"publish\",\"presence\"]}]")
                .signed(Broker.ALICE.secret());
    }

    private static String cookie() {
        return "Cookie: other=1; " + COOKIE + "=" + token();
    }

    @Test
    default void aCookieOpensAStreamForAPageThatIsTrusted() {
        Form query = Form.of("channel", "a");
        try (var stream = Site.open(query, cookie(), "Origin: " + ORIGIN)) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.headers())
                    .containsEntry("Access-Control-Allow-Origin", ORIGIN)
                    .containsEntry("Access-Control-Allow-Credentials", "true");
            assertThat(stream.next()).contains("event: eshq:open\n");
        }
        try (var own = Site.open(query, cookie(), "Sec-Fetch-Site: same-origin")) {
            assertThat(own.status()).isEqualTo(200);
        }
        try (var foreign = Site.open(query, cookie(), "Origin: https://evil.example")) {
            assertThat(foreign.status()).isEqualTo(403);
            assertThat(foreign.headers())
                    .doesNotContainKeys("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials");
        }
        try (var foreign = Site.open(query, cookie(), "Sec-Fetch-Site: cross-site")) {
            assertThat(foreign.status()).isEqualTo(403);
        }
    }

    @Test
    default void aCookiePublishesForAPageThatIsTrusted() {
        Form form = Form.of("channel", "a", "data", "d");
        Answer sent = Door.post("/event", form, "Cookie", COOKIE + "=" + token(), "Origin", ORIGIN);
        assertThat(sent.status()).as(sent.toString()).isEqualTo(200);
        assertThat(sent.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(Door.post("/event", form, "Cookie", COOKIE + "=" + token()).status())
                .isEqualTo(403);
        assertThat(Door.post("/event", form, "Cookie", COOKIE + "=" + token(), "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
    }

    @Test
    default void aPageOfAnotherOriginSendsItsTokenInAHeader() {
        for (String path : new String[] {"/event", "/channel/a/users"}) {
            Answer preflight =
                    Door.call("OPTIONS", path, "Origin", ORIGIN, "Access-Control-Request-Headers", "authorization");
            assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
            assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
        }
        Answer users = Door.get("/channel/a/users", "Authorization", "Bearer " + token(), "Origin", ORIGIN);
        assertThat(users.status()).isEqualTo(200);
        assertThat(users.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        Form own = Form.of("channel", "a", "data", "d")
                .and(Site.ALICES.credentials().parameters());
        assertThat(Door.post("/event", own, "Origin", ORIGIN).header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    default void aCookieCountsForNothingBesideASocket() {
        String expired = Jwt.of(Broker.ALICE.key(), "[\"a\"]", Instant.now().minusSeconds(5))
                .signed(Broker.ALICE.secret());
        String socket = Site.ALICES.openSocket("a");
        try (var stream = Site.open(socket, "Cookie: " + COOKIE + "=" + expired)) {
            assertThat(stream.next()).contains("event: eshq:open\n");
        }
        assertThat(Door.post("/socket/" + socket, Form.of("data", "d"), "Cookie", COOKIE + "=" + expired)
                        .status())
                .isEqualTo(200);
        try (var refused = Site.open(Form.of("channel", "a"), "Cookie: " + COOKIE + "=" + expired)) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    @Test
    default void twoWaysAtOnceAreRefused() {
        try (var refused = Site.open(Form.of("channel", "a"), cookie(), "Authorization: Bearer " + token())) {
            assertThat(refused.status()).isEqualTo(400);
        }
        try (var refused = Site.open(Form.of("access_token", token()), "Authorization: Bearer " + token())) {
            assertThat(refused.status()).isEqualTo(400);
        }
        try (var refused = Site.open(Form.of("access_token", token(), "socket", "s"))) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Test
    default void aTokenInTheAddressIsNeverLogged() {
        String token = token();
        try (ServerLog log = ServerLog.watch()) {
            try (var stream = Site.open(Form.of("access_token", token))) {
                assertThat(stream.next()).contains("event: eshq:open\n");
            }
            try (var refused = Site.open(Form.of("access_token", token + "x"))) {
                assertThat(refused.status()).isEqualTo(401);
            }
            assertThat(log.text()).doesNotContain(token);
        }
    }
}
