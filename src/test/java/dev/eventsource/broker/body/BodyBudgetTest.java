package dev.eventsource.broker.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private static final int KB = 1 << 10;

    private final BodyBudget budget = new BodyBudget(100 * KB, 20 * KB);
    private final List<String> gone = new ArrayList<>();

    @Test
    void keepsRoomForSmallBodies() {
        BodyBudget.Share large = body("large");
        assertThat(large.take(25 * KB)).isTrue();
        assertThat(large.take(KB)).isFalse();
        BodyBudget.Share growing = body("growing");
        assertThat(growing.take(16 * KB)).isTrue();
        large.keep();
        assertThat(growing.take(KB)).isFalse();
        assertThat(body("small").take(8 * KB)).isTrue();
        assertThat(gone).isEmpty();
    }

    @Test
    void keepsRoomForThoseWhoProveThatTheyAreSomebody() {
        for (int i = 0; i < 3; i++) {
            BodyBudget.Share nobody = body("nobody");
            assertThat(nobody.take(16 * KB)).isTrue();
            assertThat(nobody.keep()).isTrue();
        }
        assertThat(body("another").take(16 * KB)).isFalse();
        assertThat(proven().take(25 * KB)).isTrue();
        assertThat(proven().take(25 * KB)).isFalse();
        assertThat(proven().take(16 * KB)).isTrue();
        assertThat(proven().take(16 * KB)).isFalse();
        assertThat(gone).isEmpty();
    }

    @Test
    void hasRoomForTheLargestBodyOfWhomever() {
        BodyBudget narrow = new BodyBudget(100 * KB, 50 * KB);
        assertThat(narrow.share(false, () -> {}).take(50 * KB)).isTrue();
    }

    @Test
    void hasRoomAgainWhenBodiesAreDone() {
        BodyBudget.Share first = body("first");
        assertThat(first.take(25 * KB)).isTrue();
        first.keep();
        assertThat(body("second").take(25 * KB)).isFalse();
        first.release();
        first.release();
        assertThat(body("third").take(25 * KB)).isTrue();
        assertThat(body("fourth").take(16 * KB)).isTrue();
    }

    @Test
    void whatHasBeenComingForLongestGivesWay() {
        BodyBudget.Share first = body("first");
        BodyBudget.Share second = body("second");
        assertThat(first.take(15 * KB)).isTrue();
        assertThat(second.take(15 * KB)).isTrue();
        assertThat(body("third").take(15 * KB)).isTrue();
        assertThat(body("newcomer").take(8 * KB)).isTrue();
        assertThat(gone).containsExactly("first");
        assertThat(first.take(1)).isFalse();
        assertThat(first.keep()).isFalse();
        first.release();
        assertThat(second.take(KB)).isTrue();
        assertThat(second.keep()).isTrue();
        assertThat(body("another").take(12 * KB)).isTrue();
        assertThat(gone).containsExactly("first", "third");
    }

    @Test
    void nobodyGivesWayToWhoCameEarlierNorInVain() {
        BodyBudget.Share first = body("first");
        assertThat(first.take(KB)).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(body("later").take(16 * KB)).isTrue();
        }
        assertThat(first.take(2 * KB)).isFalse();
        assertThat(proven().take(60 * KB)).isFalse();
        assertThat(proven().take(16 * KB)).isTrue();
        assertThat(proven().take(16 * KB)).isTrue();
        assertThat(proven().take(16 * KB)).isTrue();
        assertThat(body("in vain").take(8 * KB)).isFalse();
        assertThat(gone).isEmpty();
    }

    @Test
    void smallOnesDoNotGiveWayToLargeOnes() {
        assertThat(body("small").take(4 * KB)).isTrue();
        assertThat(body("large").take(20 * KB)).isTrue();
        assertThat(body("as large").take(20 * KB)).isTrue();
        assertThat(gone).containsExactly("large");
        assertThat(body("larger").take(22 * KB)).isFalse();
        assertThat(gone).containsExactly("large");
    }

    private BodyBudget.Share body(String name) {
        return budget.share(false, () -> gone.add(name));
    }

    private BodyBudget.Share proven() {
        return budget.share(true, () -> gone.add("proven"));
    }
}
