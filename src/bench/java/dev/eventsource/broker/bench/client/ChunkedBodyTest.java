package dev.eventsource.broker.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedBodyTest {
    private static final String BODY = "5\r\nhello\r\n1A\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n";

    private final ChunkedBody body = new ChunkedBody();
    private final byte[] out = new byte[100];

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void takesPiecesOfAnySize(int size) {
        int end = 0;
        for (int from = 0; from < BODY.length(); from += size) {
            String piece = BODY.substring(from, Math.min(BODY.length(), from + size));
            end = body.decode(ByteBuffer.wrap(piece.getBytes(US_ASCII)), out, end);
        }
        assertThat(new String(out, 0, end, US_ASCII)).isEqualTo("helloabcdefghijklmnopqrstuvwxyz");
        assertThat(body.hasEnded()).isTrue();
    }

    @Test
    void goesOnWhileThereIsNoLastChunk() {
        body.decode(ByteBuffer.wrap("5\r\nhello\r\n".getBytes(US_ASCII)), out, 0);
        assertThat(body.hasEnded()).isFalse();
    }
}
