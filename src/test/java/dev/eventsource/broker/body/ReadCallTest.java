package dev.eventsource.broker.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadCallTest {
    private static final Pattern CHANNEL = Pattern.compile("/channel/([^/]+)/?");

    @ParameterizedTest
    @CsvSource({
        "/at/a/path/channel/news, news",
        "/at/a/path/channel/a%2Fusers/, a/users",
        "/at/a/path/channel/1+1%2b1, 1+1+1",
        "/at/a/path/channel;v=1/news;x=/y, ",
        "/at/a/path/channel/news;x=y, news",
        "/at/a/path/channel/%c3%a4, ä",
        "http://broker.example:8080/at/a/path/channel/news, news",
        "/at/a/path/channel/news/users, ",
        "/at/a/path/channel/, "
    })
    void takesWhatOfThePathIsWhoseAsItWasMeant(String sent, String expected) {
        List<String> taken = new ArrayList<>();
        call(sent).take("DELETE", CHANNEL, channel -> {
            taken.add(channel);
            return CompletableFuture.completedFuture(Response.noContent().build());
        });
        assertThat(taken).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//event", "/./event", "/x/../event", "/;a/event", "/event/..", "/event//", "/event/."})
    void knowsPathsThatLeadElsewhereThanTheySeemTo(String sent) {
        assertThat(call("/at/a/path" + sent).isPlain()).isFalse();
        assertThat(call("/at/a/path/channel/...").isPlain()).isTrue();
    }

    @Test
    void refusesAPathThatEncodesNothing() {
        assertThatThrownBy(() -> call("/at/a/path/channel/100%").take("DELETE", CHANNEL, channel -> {
                    throw new AssertionError(channel);
                }))
                .isInstanceOf(WebApplicationException.class)
                .hasMessageContaining("400");
    }

    private static ReadCall call(String sent) {
        HttpServletRequest head = (HttpServletRequest) Proxy.newProxyInstance(
                ReadCallTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, given) -> switch (method.getName()) {
                    case "getMethod" -> "DELETE";
                    case "getContextPath" -> "/at/a/path";
                    case "getRequestURI" -> sent;
                    default -> throw new AssertionError(method);
                });
        return new ReadCall(head, new byte[0]);
    }
}
