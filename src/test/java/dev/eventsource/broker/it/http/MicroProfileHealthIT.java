package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A server with MicroProfile Health has the broker's two answers among those of its own. */
@Tag("once-per-server")
@ArquillianTest
@EnabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "payara-.+",
        disabledReason = "of the servers a full Payara and Payara Micro have MicroProfile Health as they come")
class MicroProfileHealthIT {
    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @Test
    void hasTheBrokersAnswersUntilItDrainsAndThen() {
        Broker.awaitReady();
        assertThat(check("/health/live")).isEqualTo("UP");
        assertThat(check("/health/ready")).isEqualTo("UP");
        assertThat(Door.call("POST", "/drain").status()).isEqualTo(202);
        await().until(() -> Door.get("/health/ready").status() == 503);
        assertThat(check("/health/ready")).isEqualTo("DOWN");
        assertThat(check("/health/live")).isEqualTo("UP");
    }

    private static String check(String path) {
        var checks = Door.get(path).object().getJsonArray("checks");
        assertThat(checks).hasSize(1);
        assertThat(checks.getJsonObject(0).getString("name")).isEqualTo("broker");
        return checks.getJsonObject(0).getString("status");
    }
}
