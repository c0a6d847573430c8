package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that subscribe to whatever a pattern matches, and are told of which channel each event is. */
interface PagesOfPatterns extends PageTests {
    /** One with a ticket, and one with tokens, each of which lasts for seconds: the next stream says the channel anew. */
    @ParameterizedTest
    @ValueSource(strings = {"", "token: ask, "})
    default void getsTheEventsOfAllChannelsThatItMatches(String access) {
        try (var stage = Stage.set()) {
            stage.pages().giveTokensOfPattern(stage.channel() + ".*");
            var visitor = visit(stage);
            visitor.beginPattern("{%spattern: '%s.*', shared: false, origin: '%s'}"
                    .formatted(access, stage.channel(), stage.wire().origin()));
            visitor.awaitOpen();
            publish(stage, ".a", "one");
            publish(stage, "", "elsewhere");
            publish(stage, ".b", "two");
            publish(stage, ".b", "three");
            visitor.awaitData("one", "two", "three");
            stage.wire().goDown();
            publish(stage, ".b", "four");
            stage.wire().mend();
            visitor.awaitData("one", "two", "three", "four");
            assertThat(channels(visitor, stage)).containsExactly(".a", ".b", ".b", ".b");
            visitor.tab().close();
        }
    }

    @Test
    default void tabsShareOneConnectionAndItsChannels() {
        try (var stage = Stage.set()) {
            var tabs = List.of(visit(stage), visit(stage));
            tabs.forEach(tab -> tab.beginPattern("{pattern: ['%s.*']}".formatted(stage.channel())));
            tabs.forEach(Visitor::awaitOpen);
            publish(stage, ".a", "one");
            for (Visitor tab : tabs) {
                tab.awaitData("one");
                assertThat(channels(tab, stage)).containsExactly(".a");
            }
            assertThat(stage.pages().tickets()).hasSize(1);
            tabs.forEach(tab -> tab.tab().close());
        }
    }

    private static void publish(Stage stage, String suffix, String data) {
        stage.exchange().publish(Message.to(stage.channel() + suffix).id(data).with("data", data));
    }

    private static List<String> channels(Visitor visitor, Stage stage) {
        return visitor.channels().stream()
                .map(channel -> channel.replace(stage.channel(), ""))
                .toList();
    }
}
