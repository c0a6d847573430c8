package dev.eventsource.broker.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.it.support.RequiresKubernetesTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is given to Kubernetes is what its own schemas allow, and what keeps an upgrade from losing anything. */
@RequiresKubernetesTools
class KubernetesTest {
    @TempDir
    private Path directory;

    @Test
    void fitsTheSchemas() throws IOException {
        Run check = validate(rendered());
        assertThat(check.output()).contains("Valid: 4, Invalid: 0, Errors: 0, Skipped: 0");
        assertThat(check.status()).isZero();
    }

    /** The check is one. */
    @Test
    void wouldNotFitWithAFieldThatKubernetesDoesNotKnow() throws IOException {
        Run check = validate(rendered().replace("failureThreshold", "failureTreshold"));
        assertThat(check.output()).contains("'failureTreshold' not allowed", "Invalid: 1");
        assertThat(check.status()).isPositive();
    }

    @Test
    void drainsWithinTheTimeThatItIsGiven() {
        String text = rendered();
        assertThat(text).contains("preStop:", "- /opt/broker/stop-node.sh", "- http://127.0.0.1:8080");
        int limit = number(text, "name: DRAIN_LIMIT\\s+value: \"(\\d+)\"");
        int settle = number(text, "name: SETTLE\\s+value: \"(\\d+)\"");
        assertThat(number(text, "name: DRAIN_SECONDS\\s+value: \"(\\d+)\"")).isLessThan(limit);
        assertThat(number(text, "terminationGracePeriodSeconds: (\\d+)"))
                .isGreaterThanOrEqualTo(limit + 2 * settle + 30);
    }

    @Test
    void asksEachNodeForWhatItTellsOfItself() {
        String text = rendered();
        assertThat(path(text, "startupProbe")).isEqualTo("/status/live");
        assertThat(path(text, "livenessProbe")).isEqualTo("/status/live");
        assertThat(path(text, "readinessProbe")).isEqualTo("/status/ready");
    }

    @Test
    void neverTakesTwoNodesAtOnce() {
        assertThat(rendered())
                .contains("kind: PodDisruptionBudget", "maxUnavailable: 1", "maxUnavailable: 0", "podAntiAffinity:");
    }

    @Test
    void grantsNothingAndHoldsNoSecret() {
        assertThat(rendered())
                .contains("runAsNonRoot: true", "allowPrivilegeEscalation: false", "secretRef:")
                .containsPattern("drop:\\s+- ALL")
                .doesNotContain("kind: Secret", "ADMIN_TOKEN", "amqp://", "mongodb://");
    }

    private static String rendered() {
        Run kustomize = Run.of("kubectl", "kustomize", "server-config/kubernetes");
        assertThat(kustomize.status()).as(kustomize.output()).isZero();
        return kustomize.output();
    }

    private Run validate(String objects) throws IOException {
        Path schemas = new Program("kubernetes-schemas").path();
        return Run.of(
                "kubeconform",
                "-strict",
                "-summary",
                "-schema-location",
                schemas + "/{{.ResourceKind}}{{.KindSuffix}}.json",
                Files.writeString(directory.resolve("objects.yaml"), objects).toString());
    }

    private static String path(String text, String probe) {
        return first(text, probe + ":.*?path: (\\S+)");
    }

    private static int number(String text, String pattern) {
        return Integer.parseInt(first(text, pattern));
    }

    private static String first(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing like '" + pattern + "' in: " + text))
                .group(1);
    }
}
