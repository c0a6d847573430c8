package dev.eventsource.broker.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.RequiresNamespaces;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;

/** An image is built without network and without rights; its node has its settings from the environment, and drains when it is stopped. */
@RequiresNamespaces
@EnabledIfSystemProperty(
        named = "distributions",
        matches = ".+",
        disabledReason = "the servers as they come are unpacked with -Pcontainers")
class ContainerIT {
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    @Test
    void onWildFly() {
        buildRunAndStop("wildfly");
    }

    @Test
    @EnabledOnJre(
            value = {JRE.JAVA_17, JRE.JAVA_21},
            disabledReason = "Payara 6 runs on 17 and 21")
    void onPayara() {
        buildRunAndStop("payara");
    }

    private static void buildRunAndStop(String server) {
        try (var container = new Container(server)) {
            container.build();
            container.run(Map.of(
                    "AMQP_URL", "amqp://broker:secret@127.0.0.1:56721/%2F",
                    "MONGO_URL", "mongodb://127.0.0.1:27021/eventsourcehq",
                    "ADMIN_TOKEN", "contained-admin-token-contained-admin-token",
                    "DRAIN_SECONDS", "1",
                    "SETTLE", "0"));
            await().atMost(LONGEST_START)
                    .pollInterval(Duration.ofMillis(500))
                    .conditionEvaluationListener(condition -> container.failIfDead())
                    .until(container::isHealthy);
            await().until(() -> container.log().contains("127.0.0.1:56721"));
            assertThat(container.stop()).as(container.log()).isZero();
            assertThat(container.log()).contains("http://127.0.0.1:8080 has drained: 0 streams are left");
        }
    }
}
