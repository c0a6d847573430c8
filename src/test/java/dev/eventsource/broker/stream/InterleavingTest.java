package dev.eventsource.broker.stream;

import static dev.eventsource.broker.stream.WriterByHand.frame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.StreamEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Events, gaps, frames of the broker's own, readers that stall and go on, and readers that come back with their last id, in
 * orders drawn by lot: each browser has every event once, in its order, and learns of each gap where it is.
 */
class InterleavingTest {
    private static final int ORDERS = 80;
    private static final int STEPS = 120;
    private static final int PLENTY = Integer.MAX_VALUE / 2;
    private static final int PIECE = 32 << 10;
    private static final String GAP = "event: eshq:reset\ndata: {\"reason\":\"feed-gap\"}\n\n";
    private static final String NOTICE = "event: notice\ndata: n\n\n";

    private final List<String> log = new ArrayList<>();
    private WriterByHand hand = new WriterByHand();
    private Random lot = new Random(0);

    @Test
    void everyOrderDeliversAllOnce() throws IOException {
        for (int seed = 0; seed < ORDERS; seed++) {
            lot = new Random(seed);
            hand = new WriterByHand();
            log.clear();
            List<Browser> browsers = List.of(new Browser(), new Browser(), new Browser());
            for (int step = 0; step < STEPS; step++) {
                step(browsers.get(lot.nextInt(browsers.size())));
            }
            for (Browser browser : browsers) {
                browser.outlet.take(PLENTY);
            }
            hand.settle();
            String expected = String.join("", log);
            assertThat(browsers)
                    .as("order " + seed)
                    .allSatisfy(browser -> assertThat(browser.read()).isEqualTo(expected));
        }
    }

    private void step(Browser browser) throws IOException {
        switch (lot.nextInt(10)) {
            case 0, 1, 2 -> append("\u20ac".repeat(lot.nextInt(40)));
            case 3 -> append("\ud83d\ude00".repeat(lot.nextInt(30_000)));
            case 4 -> noteGap();
            case 5 -> browser.notice();
            case 6 -> browser.outlet.take(lot.nextInt(4));
            case 7 -> browser.comeBack();
            default -> hand.turn();
        }
    }

    private void append(String data) {
        String id = Long.toString(hand.channels().last() + 1);
        hand.append(data, id);
        log.add(frame(data, id));
    }

    private void noteGap() {
        boolean isRepeated = !log.isEmpty() && log.get(log.size() - 1).equals(GAP);
        if (!isRepeated && !log.isEmpty()) {
            hand.channels().noteGap(hand.channels().last() + 1);
            log.add(GAP);
        }
    }

    /** A piece ends wherever it ends: in a character, at a frame's end, or a byte before or behind it. */
    @ParameterizedTest
    @ValueSource(ints = {PIECE - 1, PIECE, PIECE + 1, 2 * PIECE - 1, 2 * PIECE, 2 * PIECE + 1, 3 * PIECE})
    void framesAroundTheLengthOfAPieceComeWhole(int length) throws IOException {
        Outlet outlet = new Outlet(0);
        hand.start(outlet, null);
        StringBuilder expected = new StringBuilder(WriterByHand.FIRST);
        for (int i = 1; i <= 3; i++) {
            String id = Integer.toString(i);
            int dataBytes = length - frame("", id).length();
            String data = "x".repeat(dataBytes % 4) + "\ud83d\ude00".repeat(dataBytes / 4);
            hand.append(data, id);
            hand.append("\u20ac", id + "s");
            expected.append(frame(data, id)).append(frame("\u20ac", id + "s"));
        }
        while (outlet.bytes().length < expected.toString().getBytes(UTF_8).length) {
            int before = outlet.bytes().length;
            outlet.take(1);
            hand.settle();
            assertThat(outlet.bytes().length - before).isBetween(1, PIECE);
        }
        assertThat(outlet.text()).isEqualTo(expected.toString());
    }

    /** What comes in on one connection after the other, of which only whole frames count. */
    private final class Browser {
        private final StringBuilder kept = new StringBuilder();
        private Outlet outlet = new Outlet(lot.nextInt(3));
        private Subscriber subscriber = hand.start(outlet, null);

        @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is read
        void notice() {
            subscriber.send(new StreamEvent(null, "notice", "n", null));
        }

        /** With the last event that it has whole. */
        void comeBack() {
            String whole = wholeFrames();
            int id = whole.lastIndexOf("id: ");
            if (id >= 0 && !isBeforeAGap(whole.substring(id, whole.indexOf('\n', id) + 1))) {
                kept.append(read(whole));
                subscriber.close();
                outlet = new Outlet(lot.nextInt(3));
                subscriber = hand.start(outlet, whole.substring(id + "id: ".length(), whole.indexOf('\n', id)));
            }
        }

        /** Then its next connection begins with a reset, which is another matter. */
        private boolean isBeforeAGap(String idLine) {
            return log.stream().dropWhile(frame -> !frame.startsWith(idLine)).anyMatch(GAP::equals);
        }

        private String wholeFrames() {
            String text = outlet.text();
            int end = text.lastIndexOf("\n\n");
            return end < 0 ? "" : text.substring(0, end + 2);
        }

        private static String read(String frames) {
            return Stream.of(frames.split("(?<=\n\n)"))
                    .filter(frame -> !frame.equals(WriterByHand.FIRST) && !frame.equals(NOTICE))
                    .collect(Collectors.joining());
        }

        String read() {
            return kept + read(outlet.text());
        }
    }
}
