package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BeginningsTest {
    private final Beginnings beginnings = new Beginnings();

    @Test
    void comeTogetherWhereOneTextBeginsWithThem() {
        beginnings.add("", 1);
        beginnings.add("a", 10);
        beginnings.add("ab", 100);
        beginnings.add("abx", 1_000);
        beginnings.add("aby", 2_000);
        beginnings.add("b", 10_000);
        assertThat(beginnings.most("aby")).isEqualTo(2_111);
        assertThat(beginnings.most("abx")).isEqualTo(1_111);
        assertThat(beginnings.most("abz")).isEqualTo(111);
        assertThat(beginnings.most("a")).isEqualTo(2_111);
        assertThat(beginnings.most("")).isEqualTo(10_001);
    }

    @Test
    void areForgotten() {
        beginnings.add("a", 10);
        beginnings.add("a", 5);
        beginnings.add("a", -10);
        assertThat(beginnings.most("a")).isEqualTo(5);
        beginnings.add("a", -5);
        assertThat(beginnings.most("a")).isZero();
    }
}
