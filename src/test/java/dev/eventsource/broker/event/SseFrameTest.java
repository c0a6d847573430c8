package dev.eventsource.broker.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SseFrameTest {
    static Stream<Arguments> dataAndLines() {
        return Stream.of(
                Arguments.of("one", "data: one\n"),
                Arguments.of("", "data: \n"),
                Arguments.of("a\nb", "data: a\ndata: b\n"),
                Arguments.of("a\rb", "data: a\ndata: b\n"),
                Arguments.of("a\r\nb", "data: a\ndata: b\n"),
                Arguments.of("a\n\rb", "data: a\ndata: \ndata: b\n"),
                Arguments.of("a\r\rb\n\nc", "data: a\ndata: \ndata: b\ndata: \ndata: c\n"),
                Arguments.of("a\n", "data: a\ndata: \n"),
                Arguments.of("a\r\n", "data: a\ndata: \n"),
                Arguments.of("\n", "data: \ndata: \n"),
                Arguments.of(" two spaces", "data:  two spaces\n"),
                Arguments.of("x\nid: 1\nevent: y", "data: x\ndata: id: 1\ndata: event: y\n"),
                Arguments.of("\uFEFFbom", "data: \uFEFFbom\n"),
                Arguments.of("nul\u0000", "data: nul\u0000\n"),
                Arguments.of("line\u2028separators\u0085stay", "data: line\u2028separators\u0085stay\n"),
                Arguments.of("é€😀", "data: é€😀\n"));
    }

    @ParameterizedTest
    @MethodSource("dataAndLines")
    void writesADataLineForEachLine(String data, String lines) {
        assertThat(frame(new StreamEvent(null, null, data, null))).isEqualTo(lines + "\n");
    }

    @Test
    void writesTheFieldsInOrder() {
        StreamEvent event = new StreamEvent("7", "tick", "x", Duration.ofMillis(2500));
        assertThat(frame(event)).isEqualTo("retry: 2500\nid: 7\nevent: tick\ndata: x\n\n");
    }

    @Test
    void writesNoIdLineForControlEvents() {
        assertThat(frame(StreamEvent.control("ping", "{}"))).isEqualTo("event: ping\ndata: {}\n\n");
    }

    @Test
    void writesARetryAlone() {
        assertThat(new String(SseFrame.retry(Duration.ofSeconds(3)), UTF_8)).isEqualTo("retry: 3000\n\n");
    }

    private static String frame(StreamEvent event) {
        return new String(SseFrame.encode(event), UTF_8);
    }
}
