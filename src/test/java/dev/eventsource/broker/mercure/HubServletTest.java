package dev.eventsource.broker.mercure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubServletTest {
    private final List<String> calls = new ArrayList<>();

    private static <T> T fake(Class<T> type, InvocationHandler methods) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, methods));
    }

    /** A call that is not completed would hold its connection as long as the server lets it. */
    @Test
    void completesACallWhoseAnswerCannotBeWritten() {
        AsyncContext call = fake(AsyncContext.class, (self, method, given) -> {
            calls.add(method.getName());
            return null;
        });
        HttpServletResponse broken = fake(HttpServletResponse.class, (self, method, given) -> {
            throw new UnsupportedOperationException();
        });
        Response answer = Response.noContent().build();
        assertThatThrownBy(() -> HubServlet.send(answer, call, broken))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(calls).containsExactly("complete");
    }
}
