package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page of another origin than the broker's, and what goes wrong between them. */
interface BrokenConnections extends PageTests {
    @Test
    default void subscribesAcrossOrigins() {
        try (var stage = Stage.set()) {
            var visitor = visit(stage).subscribe(stage.channel(), "{}");
            stage.publish("1", "2");
            visitor.awaitData("1", "2");
            assertThat(visitor.told()).containsExactly("open");
            assertThat(stage.pages().tickets()).hasSize(1);
            visitor.tab().close();
        }
    }

    @Test
    default void goesOnAfterABrokenConnection() {
        try (var stage = Stage.set()) {
            var visitor = visit(stage).subscribe(stage.channel(), stage.throughTheWire());
            stage.publish("1");
            visitor.awaitData("1");
            stage.wire().goDown();
            stage.publish("2", "3");
            stage.wire().mend();
            visitor.awaitData("1", "2", "3");
            visitor.awaitTold("open", "resumed 1");
            assertThat(visitor.told()).anyMatch(told -> told.startsWith("error 0"));
            assertThat(stage.pages().tickets()).hasSize(1);
            visitor.tab().close();
        }
    }

    @Test
    default void replacesAConnectionThatIsSilent() {
        try (var stage = Stage.set()) {
            var visitor = visit(stage).subscribe(stage.channel(), stage.throughTheWire());
            stage.publish("1");
            visitor.awaitData("1");
            stage.wire().stall();
            stage.publish("2");
            visitor.awaitData("1", "2");
            visitor.awaitTold("error 0 Nothing arrives any more", "resumed 1");
            visitor.tab().close();
        }
    }

    @Test
    default void getsANewTicketWhereTheOldOneHasLapsed() {
        try (var stage = Stage.set()) {
            var visitor = visit(stage).subscribe(stage.channel(), stage.throughTheWire());
            stage.publish("1");
            visitor.awaitData("1");
            stage.wire().goDown();
            stage.forgetTicket();
            stage.publish("2");
            stage.wire().mend();
            visitor.awaitData("1", "2");
            visitor.awaitTold("resumed 1");
            assertThat(stage.pages().tickets()).hasSize(2);
            visitor.tab().close();
        }
    }

    @Test
    default void tellsOfWhatItMayHaveMissedWhereItHasNoIdToGoOnFrom() {
        try (var stage = Stage.set()) {
            var visitor = visit(stage).subscribe(stage.channel(), stage.throughTheWire());
            stage.wire().goDown();
            stage.forgetTicket();
            stage.publish("1");
            stage.wire().mend();
            visitor.awaitTold("reset unknown-id");
            stage.publish("2");
            visitor.awaitData("2");
            visitor.tab().close();
        }
    }

    @Test
    default void pollsWhereAProxyHoldsStreamsBack() {
        try (var stage = Stage.set()) {
            stage.wire().buffer();
            var visitor = visit(stage);
            visitor.begin(stage.channel(), stage.throughTheWire());
            await().atMost(Duration.ofSeconds(30)).until(() -> stage.wire().streams() == 2);
            stage.publish("1", "2", "3");
            visitor.awaitData("1", "2", "3");
            stage.publish("4");
            visitor.awaitData("1", "2", "3", "4");
            assertThat(visitor.told()).containsExactly("transport long-poll", "open");
            visitor.tab().close();
        }
    }

    @Test
    default void tellsTheStatusOfARefusedTicketAndTriesAgain() {
        try (var stage = Stage.set()) {
            stage.pages().refuse(401);
            var visitor = visit(stage);
            visitor.begin(stage.channel(), "{}");
            visitor.awaitTold("error 401 /eshq/socket answered 401");
            stage.pages().refuse(0);
            visitor.awaitOpen();
            visitor.tab().close();
        }
    }

    @Test
    default void goesOnFromIdsOfAnyCharacters() {
        try (var stage = Stage.set()) {
            var visitor = visit(stage).subscribe(stage.channel(), stage.throughTheWire());
            for (String id : List.of("<b>&\"é😀", "é".repeat(127) + "x", "a b+c%20'\\")) {
                stage.exchange().publish(Message.to(stage.channel()).id(id));
                visitor.awaitSeen(id, "d");
                stage.wire().goDown();
                stage.exchange().publish(Message.to(stage.channel()).with("data", "behind " + id));
                stage.wire().mend();
                visitor.awaitTold("resumed " + id);
                visitor.awaitLast("behind " + id);
            }
            assertThat(visitor.data()).hasSize(6);
            visitor.tab().close();
        }
    }

    /** As every browser does by itself, with the id in a header. */
    @Test
    default void anEventSourceGoesOnFromIdsOfAnyCharacters() {
        try (var stage = Stage.set()) {
            var visitor = visit(stage);
            String socket = Site.ALICES.openSocket(stage.channel());
            visitor.tab().evaluate("listen('" + stage.wire().origin() + "/eventsource?socket=" + socket + "')");
            for (String id : List.of("<b>&\"é😀", "é".repeat(127) + "x")) {
                stage.exchange().publish(Message.to(stage.channel()).id(id));
                visitor.awaitSeen(id, "d");
                stage.wire().goDown();
                stage.exchange().publish(Message.to(stage.channel()).with("data", "behind " + id));
                stage.wire().mend();
                visitor.awaitLast("behind " + id);
            }
            assertThat(visitor.told()).noneMatch(told -> told.startsWith("reset"));
            visitor.tab().close();
        }
    }
}
