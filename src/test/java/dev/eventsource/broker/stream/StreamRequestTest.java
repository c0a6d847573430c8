package dev.eventsource.broker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.http.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamRequestTest {
    private static final HttpServletRequest WITHOUT_HEADERS = (HttpServletRequest) Proxy.newProxyInstance(
            StreamRequestTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, method, given) -> null);

    /** Any answer but 200 would be the end for an EventSource. */
    @ParameterizedTest
    @CsvSource({
        "last-event-id=1,1",
        "last-event-id=1&last-event-id=2,2",
        "last-event-id=1&last-event-id=,1",
        "lastEventId=2&last-event-id=1,1",
        "last-event-id=1&lastEventId=2,2",
        "last-event-id=%C3%A9,\u00e9",
        "last-event-id=%E9,%E9",
        "last-event-id=%ED%A0%80,%ED%A0%80",
        "lastEventId=100%,100%",
        "last-event-id=,",
        "socket=s,"
    })
    void takesTheLastIdHoweverItIsWritten(String query, String id) {
        Parameters parameters = Parameters.ofQuery(query, LastEventId.VERBATIM);
        assertThat(StreamRequest.of(WITHOUT_HEADERS, parameters).lastEventId()).isEqualTo(id);
    }
}
