package dev.eventsource.broker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void isTheMiddleOfAnOddNumber() {
        assertThat(figure(9, 1, 5).median()).isEqualTo(5);
    }

    @Test
    void isBetweenTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(figure(9, 1, 5, 6).median()).isEqualTo(5.5);
    }

    @Test
    void comparesRoundByRound() {
        assertThat(figure(2, 30, 400).ratioTo(figure(1, 10, 100))).isEqualTo(3);
    }

    private static Figure figure(double... rounds) {
        return new Figure(
                "mode", "server", "unit", Arrays.stream(rounds).boxed().toList());
    }
}
