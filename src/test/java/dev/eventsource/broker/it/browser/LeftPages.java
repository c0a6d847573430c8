package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that the visitor leaves and comes back to, as it was, out of the back-forward cache. */
interface LeftPages extends PageTests {
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{shared: false}"})
    default void getsWhatItMissedWhenTheVisitorComesBack(String options) {
        try (var stage = Stage.set()) {
            var visitor = visit(stage).subscribe(stage.channel(), options);
            stage.publish("1");
            visitor.awaitData("1");
            visitor.tab().open(stage.pages().uri("/another.html"));
            stage.publish("2", "3");
            visitor.tab().back();
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            visitor.tab().evaluate("typeof seen").toString().equals("\"object\""));
            visitor.awaitData("1", "2", "3");
            assertThat(visitor.tab().evaluate("cameBack").toString()).isEqualTo("true");
            stage.publish("4");
            visitor.awaitData("1", "2", "3", "4");
            assertThat(visitor.told()).noneMatch(told -> told.startsWith("reset"));
            visitor.tab().close();
        }
    }
}
