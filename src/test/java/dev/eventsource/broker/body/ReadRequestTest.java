package dev.eventsource.broker.body;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReadRequestTest {
    private static final HttpServletRequest UNDERLYING = (HttpServletRequest) Proxy.newProxyInstance(
            ReadRequestTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, method, given) -> {
                throw new AssertionError("The body has been read: " + method);
            });

    /** Some versions of Jersey do, and would read a body for ever that begins anew each time. */
    @Test
    void endsWithItsBodyForWhoAsksForTheStreamBeforeEachRead() throws IOException {
        ReadRequest request = new ReadRequest(UNDERLYING, "channel=c".getBytes(StandardCharsets.UTF_8));
        byte[] into = new byte[16];
        assertThat(request.getInputStream().read(into, 0, into.length)).isEqualTo(9);
        assertThat(request.getInputStream().read(into, 0, into.length)).isEqualTo(-1);
    }
}
