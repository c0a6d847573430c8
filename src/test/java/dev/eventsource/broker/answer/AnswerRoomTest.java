package dev.eventsource.broker.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That there is room for an answer is known before what it tells of is done. */
class AnswerRoomTest {
    private static final int LARGE = 100_000;

    private final UnreadAnswers unread = new UnreadAnswers(4 * LARGE);

    @Test
    void isRefusedWhereOtherAnswersTakeIt() {
        assertThat(admit(LARGE, null)).isTrue();
        AnswerRoom room = room();
        assertThatThrownBy(() -> room.require(LARGE)).isInstanceOf(WebApplicationException.class);
        assertThatCode(() -> room.require(4_000)).as("small ones take none").doesNotThrowAnyException();
    }

    @Test
    void isThereForTheAnswerWhateverCameMeanwhile() {
        AnswerRoom room = room();
        room.require(LARGE);
        assertThat(admit(LARGE, null)).isFalse();
        assertThat(admit(LARGE, room)).isTrue();
        assertThat(admit(1, null)).isFalse();
    }

    /** Also where the call is over before it asks: its client has gone. */
    @Test
    void isGivenBackWhereTheAnswerNeedsNone() {
        AnswerRoom room = room();
        room.require(LARGE);
        room.release();
        assertThat(admit(LARGE - 1, null)).isTrue();
        AnswerRoom late = room();
        late.release();
        assertThatThrownBy(() -> late.require(5_000)).isInstanceOf(WebApplicationException.class);
    }

    /** Whoever asks for much and does not read it is in the way of their own alone: a quarter of all is theirs. */
    @Test
    void whoeverProvesWhoTheyAreTakesTheRoomOfNobodyElse() {
        AnswerRoom alices = bearer("alice");
        alices.require(LARGE);
        assertThat(admit(LARGE, alices)).isTrue();
        AnswerRoom another = bearer("alice");
        assertThatThrownBy(() -> another.require(LARGE)).isInstanceOf(WebApplicationException.class);
        for (AnswerRoom others : List.of(bearer("bob"), user("alice"), room())) {
            others.require(LARGE);
            assertThat(admit(LARGE, others)).isTrue();
        }
    }

    private AnswerRoom bearer(String user) {
        AnswerRoom room = room();
        room.noteBearer(user);
        return room;
    }

    private AnswerRoom user(String key) {
        AnswerRoom room = room();
        room.noteUser(key);
        return room;
    }

    private boolean admit(int bytes, @Nullable AnswerRoom room) {
        String owner = room == null ? "" : room.owner();
        return unread.admit(new AnswerWriter(new byte[bytes]), owner, bytes, room);
    }

    private AnswerRoom room() {
        return AnswerRoom.of(NewRooms.call(unread));
    }
}
