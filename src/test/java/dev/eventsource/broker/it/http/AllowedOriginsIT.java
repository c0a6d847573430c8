package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Site;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other origins may read, where some origins are allowed; and where they find the broker. */
@Tag("once-per-server")
@ArquillianTest
class AllowedOriginsIT {
    private static final String SETTING = "ALLOWED_ORIGINS";
    private static final String OWN_ORIGIN = "ORIGIN";

    @Deployment(testable = false)
    static WebArchive war() {
        System.setProperty(SETTING, "https://a.example,https://b.example:8443");
        System.setProperty(OWN_ORIGIN, "https://events.example");
        return Broker.war();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void forget() {
        System.clearProperty(SETTING);
        System.clearProperty(OWN_ORIGIN);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example,https://a.example",
        "https://b.example:8443,https://b.example:8443",
        "https://b.example,''",
        "http://a.example,''",
        "https://a.example.evil.example,''",
        "null,''",
        "'',''"
    })
    void namesTheOriginThatIsAllowed(String origin, String allowed) {
        String socket = Site.ALICES.openSocket("a");
        try (var stream = Site.open(socket, "Origin: " + origin)) {
            assertThat(stream.headers().getOrDefault("Access-Control-Allow-Origin", ""))
                    .isEqualTo(allowed);
            assertThat(stream.headers()).containsEntry("Vary", "Origin");
        }
        assertAllowed(Door.get("/eventsource", "Origin", origin), allowed);
        assertAllowed(Door.call("OPTIONS", "/eventsource", "Origin", origin), allowed);
        assertAllowed(Door.post("/socket/" + socket, Form.of("data", "d"), "Origin", origin), allowed);
    }

    private static void assertAllowed(Answer answer, String origin) {
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/es.js", "/es.mjs"})
    void tellsPagesItsOwn(String script) {
        assertThat(Door.get(script).body()).contains("\"origin\":\"https://events.example\"");
    }
}
