package dev.eventsource.broker.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.budget.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Nobodies have 48 KB, 36 of them for large bodies; users have 64 KB, 48 and 32 for one of them; holders 40, 30 and 20. */
class BodyBudgetTest {
    private static final int KB = 1 << 10;
    private static final int LARGEST = 20 * KB;

    private final AtomicLong nanoTime = new AtomicLong();
    private final BodyBudget budget = new BodyBudget(128 * KB, LARGEST, nanoTime::incrementAndGet);
    private final List<String> gone = new ArrayList<>();

    @Test
    void keepsRoomForSmallBodies() {
        whole(nobody("large"), 18 * KB);
        Budget.Share growing = nobody("growing");
        assertThat(growing.take(16 * KB)).isTrue();
        assertThat(growing.take(3 * KB)).isFalse();
        assertThat(nobody("small").take(14 * KB)).isTrue();
        assertThat(gone).isEmpty();
    }

    @Test
    void hasRoomForTheLargestBodyOfWhomever() {
        BodyBudget narrow = new BodyBudget(KB, LARGEST, nanoTime::incrementAndGet);
        for (Standing standing : Standing.values()) {
            assertThat(narrow.share(new Owner(standing, "one"), () -> {}).take(LARGEST))
                    .isTrue();
        }
    }

    @Test
    void hasRoomAgainWhenBodiesAreDone() {
        Budget.Share first = whole(nobody("first"), 20 * KB);
        assertThat(nobody("second").take(20 * KB)).isFalse();
        first.release();
        first.release();
        assertThat(nobody("third").take(20 * KB)).isTrue();
        assertThat(nobody("fourth").take(16 * KB)).isTrue();
    }

    @Test
    void whatHasBeenComingForLongestGivesWay() {
        Budget.Share first = nobody("first");
        Budget.Share second = nobody("second");
        assertThat(first.take(15 * KB)).isTrue();
        assertThat(second.take(15 * KB)).isTrue();
        assertThat(nobody("third").take(15 * KB)).isTrue();
        assertThat(nobody("newcomer").take(8 * KB)).isTrue();
        assertThat(gone).containsExactly("first");
        assertThat(first.take(1)).isFalse();
        assertThat(first.keep()).isFalse();
        first.release();
        assertThat(second.take(KB)).isTrue();
        assertThat(second.keep()).isTrue();
        assertThat(nobody("another").take(12 * KB)).isTrue();
        assertThat(gone).containsExactly("first", "third");
    }

    @Test
    void nobodyGivesWayToWhoCameEarlierNorInVain() {
        Budget.Share first = nobody("first");
        assertThat(first.take(KB)).isTrue();
        for (int i = 0; i < 2; i++) {
            whole(nobody("whole"), 16 * KB);
        }
        assertThat(nobody("later").take(15 * KB)).isTrue();
        assertThat(first.take(2 * KB)).isFalse();
        assertThat(nobody("in vain").take(18 * KB)).isFalse();
        assertThat(gone).isEmpty();
    }

    @Test
    void smallOnesDoNotGiveWayToLargeOnes() {
        assertThat(nobody("small").take(4 * KB)).isTrue();
        assertThat(nobody("large").take(20 * KB)).isTrue();
        assertThat(nobody("as large").take(20 * KB)).isTrue();
        assertThat(gone).containsExactly("large");
        assertThat(nobody("larger").take(33 * KB)).isFalse();
        assertThat(gone).containsExactly("large");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void whoHasTakenAllItMayLeavesRoomForEveryoneElse(Standing standing) {
        Owner greedy = new Owner(standing, "greedy");
        fill(greedy, KB);
        fill(greedy, 17 * KB);
        for (Standing other : Standing.values()) {
            for (int size : new int[] {1, KB, 16 * KB, LARGEST}) {
                Budget.Share share = budget.share(new Owner(other, "honest"), () -> gone.add("honest"));
                assertThat(share.take(size / 2)).as("%s", other).isTrue();
                fill(greedy, 17 * KB);
                assertThat(share.take(size - size / 2)).as("%s", other).isTrue();
                assertThat(share.keep()).isTrue();
                share.release();
            }
        }
        assertThat(gone).doesNotContain("honest");
    }

    @Test
    void severalWhoHaveTakenAllLeaveRoomForOneMore() {
        fill(user("one"), 17 * KB);
        fill(user("another"), 17 * KB);
        fill(user("third"), 4 * KB);
        gone.clear();
        assertThat(share(user("honest")).take(10 * KB)).isTrue();
        assertThat(gone).containsOnly("third");
    }

    @Test
    void aUsersBodiesGiveWayToItsOwnOnceTheyTakeLong() {
        assertThat(share(user("busy")).take(16 * KB)).isTrue();
        assertThat(share(user("busy")).take(16 * KB)).isTrue();
        assertThat(share(user("busy")).take(KB)).isFalse();
        nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(share(user("busy")).take(KB)).isTrue();
        assertThat(gone).containsExactly("busy");
    }

    private void fill(Owner owner, int size) {
        boolean hasRoom = true;
        for (int i = 0; hasRoom && i < 100; i++) {
            hasRoom = share(owner).take(size);
        }
    }

    private static Budget.Share whole(Budget.Share share, int size) {
        assertThat(share.take(size)).isTrue();
        assertThat(share.keep()).isTrue();
        return share;
    }

    private static Owner user(String key) {
        return new Owner(Standing.USER, key);
    }

    private Budget.Share share(Owner owner) {
        return budget.share(owner, () -> gone.add(owner.name()));
    }

    @Test
    void boundsTheCallsThatWaitWhateverHasComeOfTheirBodies() {
        BodyBudget wide = new BodyBudget(1 << 20, LARGEST, nanoTime::incrementAndGet);
        IntStream.range(0, 12).forEach(i -> assertThat(place(wide, i)).isTrue());
        assertThat(gone).isEmpty();
        assertThat(place(wide, 12)).isTrue();
        assertThat(gone).containsExactly("0");
        assertThat(wide.place(new Owner(Standing.USER, "alice"), () -> {}).take(BodyBudget.WAITING_BYTES))
                .isTrue();
    }

    private boolean place(BodyBudget wide, int number) {
        return wide.place(new Owner(Standing.NOBODY, ""), () -> gone.add("" + number))
                .take(BodyBudget.WAITING_BYTES);
    }

    private Budget.Share nobody(String name) {
        return budget.share(Owner.NOBODY, () -> gone.add(name));
    }
}
