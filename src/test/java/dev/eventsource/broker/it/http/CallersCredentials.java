package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Site;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may call as a user's server. */
public interface CallersCredentials {
    Form CALL = Form.of("channel", "a", "data", "d");

    @ParameterizedTest
    @EnumSource
    default void letsInWhoProvesToBeAUser(ProvenCredentials credentials) {
        Credentials alices = credentials.of(Broker.ALICE.key(), Broker.ALICE.secret());
        assertThat(Door.post("/socket", alices, CALL).status()).isEqualTo(200);
        assertThat(Door.post("/event", alices, CALL).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    default void refusesAllOthersAlike(FailingCredentials credentials) {
        assertRefused(Door.post("/socket", credentials.make(), CALL));
        assertRefused(Door.post("/event", credentials.make(), CALL));
    }

    private static void assertRefused(Answer answer) {
        assertProblem(answer, 401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(answer.object().getString("detail")).contains("timestamp", "token", "Basic");
        assertThat(answer.body()).doesNotContain("alice");
    }

    @ParameterizedTest
    @CsvSource({
        "/socket,key",
        "/socket,timestamp",
        "/socket,token",
        "/socket,presence_id",
        "/event,key",
        "/event,timestamp",
        "/event,token",
        "/event,data",
        "/event,name",
        "/event,id",
        "/event,socket"
    })
    default void refusesAParameterGivenTwice(String path, String parameter) {
        Answer answer = Site.ALICES.post(path, CALL.and(parameter, "1").and(parameter, "2"));
        assertProblem(answer, 400);
        assertThat(answer.object().getString("detail")).contains(parameter);
    }
}
