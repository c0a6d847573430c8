package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Jwt;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Pages with tokens that their server signs, each good for a few seconds. */
interface RenewedTokens extends PageTests {
    int RENEWALS = 50;

    @Test
    default void losesAndDoublesNothingWhileTokensAreRenewed() {
        try (var stage = Stage.set()) {
            stage.pages().giveTokens(stage.channel());
            var visitor = visit(stage).subscribe(stage.channel(), "{token: ask}");
            try (var numbers = CountedEvents.publish(stage)) {
                await().atMost(Duration.ofMinutes(4)).until(() -> stage.pages().tokens() > RENEWALS);
                int published = numbers.end();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> visitor.tab()
                                .evaluate("seen.at(-1).data")
                                .toString()
                                .equals("\"" + published + "\""));
                assertThat(visitor.tab().evaluate("seen.length").toString()).isEqualTo(Integer.toString(published));
                assertThat(visitor.tab()
                                .evaluate("seen.findIndex(({data}, i) => Number(data) !== i + 1)")
                                .toString())
                        .as("the first that is out of order")
                        .isEqualTo("-1");
            }
            assertThat(visitor.told()).noneMatch(told -> told.startsWith("reset"));
            assertThat(stage.pages().tickets()).isEmpty();
            visitor.tab().close();
        }
    }

    /** Where no event has come yet, there is no id to go on from. */
    @Test
    default void losesNothingOfASilentChannelEither() {
        try (var stage = Stage.set()) {
            stage.pages().giveTokens(stage.channel());
            var visitor = visit(stage)
                    .subscribe(
                            stage.channel(),
                            "{token: ask, origin: '%s'}".formatted(stage.wire().origin()));
            await().atMost(Duration.ofSeconds(30)).until(() -> stage.pages().tokens() > 2);
            stage.wire().goDown();
            stage.publish("1");
            stage.wire().mend();
            visitor.awaitData("1");
            assertThat(visitor.told()).noneMatch(told -> told.startsWith("reset"));
            visitor.tab().close();
        }
    }

    @Test
    default void aTokenThatIsOverIsFinal() {
        try (var stage = Stage.set()) {
            var page = visit(stage);
            // Once the page is there, and for long enough that what is published below comes.
            String token = token(stage, Instant.now().plusSeconds(5)).signed(Broker.ALICE.secret());
            var visitor = page.subscribe(stage.channel(), "{token: '" + token + "'}");
            stage.publish("1");
            visitor.awaitData("1");
            awaitClosed(visitor);
            assertThat(visitor.told()).last().asString().startsWith("error 401 ");
            visitor.tab().close();
        }
    }

    @Test
    default void aWrongTokenIsFinal() {
        try (var stage = Stage.set()) {
            String token = token(stage, Instant.now().plusSeconds(60)).signed("not her secret");
            var visitor = visit(stage);
            visitor.begin(stage.channel(), "{token: async () => '" + token + "'}");
            awaitClosed(visitor);
            assertThat(visitor.told()).singleElement().asString().startsWith("error 401 ");
            visitor.tab().close();
        }
    }

    @Test
    default void asksAgainForATokenThatItsServerDidNotGive() {
        try (var stage = Stage.set()) {
            stage.pages().refuse(503);
            stage.pages().giveTokens(stage.channel());
            var visitor = visit(stage);
            visitor.begin(stage.channel(), "{token: ask}");
            visitor.awaitTold("error 0 The option token failed");
            stage.pages().refuse(0);
            visitor.awaitOpen();
            visitor.tab().close();
        }
    }

    /** Each asks for itself, and only one holds the connection. */
    @Test
    default void tabsShareWhereTheySayWithWhom() {
        try (var stage = Stage.set()) {
            stage.pages().giveTokens(stage.channel());
            var one = visit(stage).subscribe(stage.channel(), "{token: ask, shared: 'ann'}");
            var other = visit(stage).subscribe(stage.channel(), "{token: ask, shared: 'ann'}");
            stage.publish("1");
            one.awaitData("1");
            other.awaitData("1");
            one.tab().close();
            await().atMost(Duration.ofSeconds(30)).until(other::holdsTheConnection);
            stage.publish("2");
            other.awaitData("1", "2");
            other.tab().close();
        }
    }

    @Test
    default void publishesWithItsToken() {
        try (var stage = Stage.set()) {
            stage.pages().giveTokens(stage.channel());
            var visitor = visit(stage).subscribe(stage.channel(), "{token: ask}");
            assertThat(visitor.tab().evaluate("es.send('said')").toString()).contains("\"id\"");
            visitor.awaitData("said");
            visitor.tab().close();
        }
    }

    private static Jwt token(Stage stage, Instant end) {
        return Jwt.of(Broker.ALICE.key(), "[\"" + stage.channel() + "\"]", end);
    }

    private static void awaitClosed(Visitor visitor) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> visitor.tab().evaluate("es.readyState").toString().equals("2"));
    }
}
