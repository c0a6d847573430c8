package dev.eventsource.broker.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of an image without building it. */
class ContainerfileTest {
    @ParameterizedTest
    @ValueSource(strings = {"payara", "wildfly"})
    void buildsFromTheProjectAlone(String server) {
        Containerfile file = Containerfile.read(server);
        assertThat(file.all("ADD")).isEmpty();
        assertThat(file.sources())
                .filteredOn(source -> !source.startsWith("target"))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source).isRegularFile());
        assertThat(file.sources())
                .filteredOn(source -> source.startsWith("target"))
                .hasSize(2)
                .contains(Path.of("target", "broker.war"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"payara", "wildfly"})
    void runsAsNobodyAndDrainsWhenItIsStopped(String server) {
        Containerfile file = Containerfile.read(server);
        assertThat(file.only("USER").arguments()).isEqualTo("10001:10001");
        assertThat(file.all("COPY")).allMatch(copy -> copy.arguments().startsWith("--chown=10001:10001 "));
        assertThat(file.instructions().indexOf(file.only("USER")))
                .isLessThan(
                        file.instructions().indexOf(file.all("RUN").findFirst().orElseThrow()));
        assertThat(file.only("STOPSIGNAL").arguments()).isEqualTo("SIGTERM");
        assertThat(file.only("CMD").command()).startsWith("/opt/broker/serve.sh");
        assertThat(file.only("HEALTHCHECK").command()).contains("http://127.0.0.1:8080/status/live");
    }
}
