package dev.eventsource.broker.answer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AnswersTest {
    /** Whoever reads lists of the hub slowly takes the room of nobody else. */
    @Test
    void areOfAUserOrOfTheHubOrOfAllOthers() {
        String user = Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));
        assertThat(owner("/channels", "Basic " + user)).isEqualTo("alice");
        assertThat(owner("/channels", "")).isEmpty();
        assertThat(owner("/.well-known/mercure/subscriptions", "Bearer x"))
                .isEqualTo(owner("/.well-known/mercure/subscriptions", "Basic " + user))
                .isNotEmpty()
                .contains(":");
    }

    private static String owner(String path, String authorization) {
        return Answers.owner((HttpServletRequest) Proxy.newProxyInstance(
                AnswersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, given) -> method.getName().equals("getServletPath") ? path : authorization));
    }
}
