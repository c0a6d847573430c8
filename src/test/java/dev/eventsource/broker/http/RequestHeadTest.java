package dev.eventsource.broker.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Length: 7",
                "Content-Length: 0",
                "Content-Length: 999999999999999999",
                "Transfer-Encoding: chunked",
                "transfer-encoding:  Chunked "
            })
    void takesABodyOfWhichNobodyDoubtsTheEnd(String lines) {
        assertThat(RequestHead.refusal(head(lines))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\nContent-Length: 7",
                "Content-Length: 7\nTransfer-Encoding: xchunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked\nTransfer-Encoding: chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: ",
                "Content-Length: 1000000000000000000",
                "Content-Length: -1",
                "Content-Length: +1",
                "Content-Length: 1, 1",
                "Content-Length: ",
                "Content-Length: 7\nContent-Length: 7",
                "Host: a\nHost: b",
                "Authorization: Basic YTpi\nAuthorization: Bearer b"
            })
    void refusesWhatServersReadEachInItsOwnWay(String lines) {
        assertThat(RequestHead.refusal(head(lines))).isInstanceOf(WebApplicationException.class);
    }

    private static HttpServletRequest head(String lines) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                RequestHeadTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, given) -> switch (method.getName()) {
                    case "getRequestURI" -> "/";
                    case "getHeaders" -> Collections.enumeration(values(lines, (String) given[0]));
                    case "getHeader" ->
                        values(lines, (String) given[0]).stream().findFirst().orElse(null);
                    default -> throw new AssertionError("Not of the head: " + method);
                });
    }

    private static List<String> values(String lines, String name) {
        return Stream.of(lines.split("\n"))
                .map(line -> line.split(":", 2))
                .filter(field -> field[0].equalsIgnoreCase(name))
                .map(field -> field[1].substring(1))
                .toList();
    }
}
