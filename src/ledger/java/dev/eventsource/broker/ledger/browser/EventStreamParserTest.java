package dev.eventsource.broker.ledger.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamParserTest {
    private static final String STREAM =
            "retry: 2500\nevent: eshq:open\ndata: {}\n\nid: 1\ndata: one\ndata: two ä\n\nevent: ping\ndata: {}\n\n";

    private final List<Frame> frames = new ArrayList<>();
    private final EventStreamParser parser = new EventStreamParser(frames::add);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void takesPiecesOfAnySize(int size) throws IOException {
        byte[] bytes = STREAM.getBytes(UTF_8);
        for (int from = 0; from < bytes.length; from += size) {
            int length = Math.min(size, bytes.length - from);
            byte[] piece = new byte[size];
            System.arraycopy(bytes, from, piece, 0, length);
            parser.take(piece, length);
        }
        assertThat(frames)
                .containsExactly(
                        new Frame(null, "eshq:open", "{}"),
                        new Frame("1", null, "one\ntwo ä"),
                        new Frame(null, "ping", "{}"));
        assertThat(parser.retryMillis()).hasValue(2500);
    }

    @Test
    void leavesAFrameThatIsNotWhole() throws IOException {
        byte[] bytes = STREAM.getBytes(UTF_8);
        parser.take(bytes, bytes.length - 1);
        assertThat(frames).hasSize(2);
    }
}
