package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LogFrontTest {
    private int asked;

    private LongUnaryOperator log(LongStream positions) {
        TreeSet<Long> sorted = new TreeSet<>(positions.boxed().toList());
        return after -> {
            asked++;
            Long next = sorted.higher(after);
            return next == null ? Long.MAX_VALUE : next;
        };
    }

    private List<Long> readAll(LogFront front) {
        List<Long> read = new ArrayList<>();
        for (int log = front.first(); front.position(log) < Long.MAX_VALUE; log = front.first()) {
            read.add(front.position(log));
            front.moveBehind(front.position(log));
        }
        return read;
    }

    @Test
    void comesByEachEventOnceInItsOrder() {
        LogFront front = new LogFront(List.of(log(LongStream.of(2, 5, 9)), log(LongStream.of(1, 2, 7, 9))), 1);
        assertThat(readAll(front)).containsExactly(2L, 5L, 7L, 9L);
    }

    /** As a pattern's of many events beside many channels' of few. */
    @Test
    void asksEachLogAsOftenAsItHasEvents() {
        List<LongUnaryOperator> logs = new ArrayList<>(List.of(log(LongStream.rangeClosed(1, 10_000))));
        for (int i = 1; i <= 63; i++) {
            logs.add(log(LongStream.of(100L * i)));
        }
        assertThat(readAll(new LogFront(logs, 0))).hasSize(10_000);
        assertThat(asked).isEqualTo(10_000 + 63 + logs.size());
    }
}
