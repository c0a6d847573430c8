package dev.eventsource.broker.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.bench.feed.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameParserTest implements FrameParser.Frames {
    private static final int LENGTH = 40;

    private final FrameParser parser = new FrameParser(LENGTH);
    private final List<String> seen = new ArrayList<>();

    @Override
    public void onEvent(long number, long dueMicros) {
        seen.add(number + " due " + dueMicros);
    }

    @Override
    public void onControl(String name) {
        seen.add(name);
    }

    @Override
    public void onComment() {
        seen.add("a comment");
    }

    @Test
    void tellsOfComments() {
        parse(": hi\n\nevent: ping\ndata: {}\n\n");
        assertThat(seen).containsExactly("a comment", "ping");
    }

    @Test
    void readsNumberAndTimeOfAnEvent() {
        parse("id: @0-1\ndata: " + Payload.text(7, 123_456, LENGTH) + "\n\n");
        assertThat(seen).containsExactly("7 due 123456");
    }

    @Test
    void readsDataOfAnotherLength() {
        parse("data: " + Payload.text(7, 1, LENGTH - 5) + "\n\ndata: " + Payload.text(8, 2, LENGTH + 5) + "\n\n");
        assertThat(seen).containsExactly("7 due 1", "8 due 2");
    }

    @Test
    void namesTheServersOwnFrames() {
        parse("retry: 3000\nevent: eshq:open\ndata: {}\n\nevent: ping\ndata: {}\n\n");
        assertThat(seen).containsExactly("eshq:open", "ping");
    }

    @Test
    void leavesAFrameThatIsNotWhole() {
        String whole = "data: " + Payload.text(1, 1, LENGTH) + "\n\n";
        for (int end = whole.length(); end < 2 * whole.length(); end++) {
            seen.clear();
            assertThat(parse((whole + whole).substring(0, end))).isEqualTo(whole.length());
            assertThat(seen).hasSize(1);
        }
    }

    private int parse(String text) {
        return parser.parse(text.getBytes(US_ASCII), 0, text.length(), this);
    }
}
