package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

    /** It is done while nobody else may look at a channel. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void areLookedForWhereThereAreAny() {
        String text = "a".repeat(100_000);
        beginnings.add("a", 1);
        beginnings.add("aa", 1);
        beginnings.add("aa", -1);
        beginnings.add(text + "b", 1);
        for (int i = 0; i < 20; i++) {
            assertThat(beginnings.most(text)).isEqualTo(2);
        }
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
