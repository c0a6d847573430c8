package dev.eventsource.broker.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final Budget budget = new Budget(100, 100, 25, Duration.ofSeconds(2), nanoTime::incrementAndGet);
    private final List<String> gone = new ArrayList<>();

    @Test
    void hasRoomForOneHoweverLarge() {
        Budget.Share only = share("one");
        assertThat(only.take(1_000)).isTrue();
        assertThat(share("one").take(1)).isFalse();
        only.release();
        assertThat(share("one").take(1_000)).isTrue();
    }

    @Test
    void oneOwnerLeavesRoomForOthers() {
        assertThat(share("greedy").take(20)).isTrue();
        assertThat(share("greedy").take(6)).isFalse();
        assertThat(share("honest").take(25)).isTrue();
        assertThat(gone).isEmpty();
    }

    @Test
    void whatIsTakenFromAnotherHasRoom() {
        Budget.Share before = share("one");
        before.keep();
        assertThat(before.take(20)).isTrue();
        for (int i = 0; i < 40; i++) {
            assertThat(share("other " + i).take(2)).isTrue();
        }
        assertThat(share("last").take(1))
                .as("it is full, and whoever holds most keeps it")
                .isTrue();
        assertThat(gone).hasSize(1);
        Budget.Share after = share("one");
        assertThat(after.takeFrom(before, 20)).isTrue();
        assertThat(share("later").take(3)).isTrue();
        assertThat(gone).contains("one");
    }

    @Test
    void whoHoldsMostGivesWayFirst() {
        for (String owner : List.of("a", "b", "c", "d")) {
            assertThat(share(owner).take(12)).isTrue();
            assertThat(share(owner).take(owner.equals("c") ? 13 : 12)).isTrue();
        }
        assertThat(share("honest").take(10)).isTrue();
        assertThat(gone).containsExactly("c");
    }

    @Test
    void nobodyGivesWayToWhoHoldsMore() {
        for (int i = 0; i < 50; i++) {
            assertThat(share("owner " + i).take(2)).isTrue();
        }
        assertThat(share("large").take(3)).isFalse();
        assertThat(gone).isEmpty();
    }

    @Test
    void anOwnersOldestGivesWayToItsOwnAfterAWhile() {
        assertThat(share("old").take(20)).isTrue();
        nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(share("old").take(5)).isTrue();
        assertThat(share("old").take(15)).isTrue();
        assertThat(gone).containsExactly("old");
        assertThat(share("old").take(15)).isFalse();
    }

    @Test
    void thoseOfOneOwnerGiveWayInTheirOrderAndThenTheNextOwners() {
        var large = new Budget(100, 100, 100, Duration.ofSeconds(2), nanoTime::incrementAndGet);
        for (String name : List.of("b1", "a1", "b2", "a2", "b3", "a3", "b4", "a4")) {
            assertThat(large.share(name.substring(0, 1), () -> gone.add(name)).take(name.startsWith("b") ? 13 : 12))
                    .isTrue();
        }
        assertThat(large.share("c", () -> gone.add("c")).take(40)).isTrue();
        assertThat(gone).containsExactly("b1", "b2", "b3", "b4");
        assertThat(large.share("d", () -> gone.add("d")).take(30)).isTrue();
        assertThat(gone).containsExactly("b1", "b2", "b3", "b4", "a1", "a2");
    }

    private Budget.Share share(String owner) {
        return budget.share(owner, () -> gone.add(owner));
    }
}
