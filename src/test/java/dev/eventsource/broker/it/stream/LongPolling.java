package dev.eventsource.broker.it.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One answer with everything that is pending, for browsers that cannot stream. */
public interface LongPolling extends FeedTests {
    @Test
    default void answersWhatIsPending() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        publishAndAwait(Message.to(channel).id("1"), Message.to(channel).id("2"));
        Answer answer = poll(socket, "transport", "long-poll");
        assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
        assertThat(answer.body())
                .matches("(?s)retry: \\d+\nevent: eshq:open\ndata: \\{[^\n]+\n\nid: 1\ndata: d\n\nid: 2\ndata: d\n\n");
    }

    @Test
    default void waitsForAnEvent() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        var answer = CompletableFuture.supplyAsync(
                () -> Door.get("/eventsource?socket=" + socket, "X-Requested-With", "XMLHttpRequest"));
        publishAndAwait(Message.to(channel).id("1"));
        assertThat(answer.join().body()).endsWith("\n\nid: 1\ndata: d\n\n");
    }

    @Test
    default void goesOnFromTheLastId() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        publishAndAwait(Message.to(channel).id("1"));
        assertThat(poll(socket, "transport", "long-poll").body()).endsWith("\n\nid: 1\ndata: d\n\n");
        publishAndAwait(Message.to(channel).id("2"));
        assertThat(poll(socket, "transport", "long-poll", "last-event-id", "1").body())
                .matches("retry: \\d+\nevent: eshq:resumed\ndata: [^\n]+\n\nid: 2\ndata: d\n\n");
    }

    @Test
    default void tellsOfLossAtOnce() {
        String socket = Site.ALICES.openSocket(Site.newChannel());
        assertThat(poll(socket, "transport", "long-poll", "last-event-id", "unknown")
                        .body())
                .matches("retry: \\d+\nevent: eshq:reset\ndata: \\{\"reason\":\"unknown-id\"}\n\n");
    }

    private static Answer poll(String socket, String... parameters) {
        return Door.get("/eventsource?"
                + Form.of("socket", socket).and(Form.of(parameters)).encoded());
    }
}
