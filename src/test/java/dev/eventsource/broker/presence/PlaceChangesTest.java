package dev.eventsource.broker.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.socket.Socket;
import dev.eventsource.broker.socket.StreamChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaceChangesTest {
    private static final Place NEWS = new Place("alice", "news", null);

    private final PlaceChanges changes = new PlaceChanges();

    @Test
    void whatStreamsDoAtAPlaceBecomesOneChangeOfIt() {
        assertThat(after(true)).isEqualTo(PlaceChange.BEGUN);
        assertThat(after(false)).isEqualTo(PlaceChange.ENDED);
        assertThat(after(false, false)).isEqualTo(PlaceChange.ENDED);
        assertThat(after(true, false)).isEqualTo(PlaceChange.BEGUN_AND_ENDED);
        assertThat(after(true, false, false)).isEqualTo(PlaceChange.BEGUN_AND_ENDED);
        assertThat(after(false, true)).isEqualTo(PlaceChange.BEGUN);
        assertThat(after(true, false, true)).isEqualTo(PlaceChange.BEGUN);
    }

    private PlaceChange after(boolean... opened) {
        for (boolean one : opened) {
            changes.add(new StreamChange(socket("alice", List.of("news")), one));
        }
        Map<Place, PlaceChange> taken = changes.take(1);
        assertThat(taken).containsOnlyKeys(NEWS);
        return Objects.requireNonNull(taken.get(NEWS));
    }

    @Test
    void whoHasManyHoldsUpNobodyElse() {
        changes.add(new StreamChange(socket("alice", names(150)), true));
        changes.add(new StreamChange(socket("bob", names(1)), true));
        assertThat(changes.take(65))
                .hasSize(65)
                .containsKeys(new Place("alice", "c63", null), new Place("bob", "c0", null));
        assertThat(changes.take(100)).hasSize(86);
        assertThat(changes.take(1)).isEmpty();
    }

    @Test
    void whatIsPutBackComesBeforeWhatCameMeanwhile() {
        changes.add(new StreamChange(socket("alice", List.of("news")), true));
        Map<Place, PlaceChange> taken = changes.take(1);
        changes.add(new StreamChange(socket("alice", List.of("news")), false));
        changes.putBack(taken);
        assertThat(changes.take(1)).containsExactly(Map.entry(NEWS, PlaceChange.BEGUN_AND_ENDED));
        assertThat(changes.take(1)).isEmpty();
    }

    @Test
    void nobodyTakesTheRoomOfAll() {
        int added = 0;
        while (changes.add(new StreamChange(socket("alice", List.of("c" + added)), true))) {
            added++;
        }
        assertThat(added).isBetween(20_000, 60_000);
        assertThat(changes.add(new StreamChange(socket("bob", names(32)), true)))
                .isTrue();
    }

    @Test
    void whatIsTooMuchIsNotTakenAndTakingMakesRoom() {
        int added = 0;
        while (changes.add(new StreamChange(socket("u" + added, names(100)), true))) {
            added++;
        }
        assertThat(added).isBetween(500, 3_000);
        assertThat(changes.add(new StreamChange(socket("u0", names(100)), false)))
                .as("what waits anyway")
                .isTrue();
        changes.take(64);
        assertThat(changes.add(new StreamChange(socket("new", names(10)), true)))
                .isTrue();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    }

    private static Socket socket(String user, List<String> channels) {
        return new Socket("s", user, channels, null, "@0", Instant.EPOCH, null);
    }
}
