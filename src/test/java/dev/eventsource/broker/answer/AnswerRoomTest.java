package dev.eventsource.broker.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
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

    private boolean admit(int bytes, @Nullable AnswerRoom room) {
        return unread.admit(new AnswerWriter(new byte[bytes]), "", bytes, room);
    }

    private AnswerRoom room() {
        Map<Object, Object> attributes = new HashMap<>();
        HttpServletRequest call = (HttpServletRequest) Proxy.newProxyInstance(
                AnswerRoomTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, given) -> switch (method.getName()) {
                    case "setAttribute" -> attributes.put(given[0], given[1]);
                    case "getAttribute" -> attributes.get(given[0]);
                    case "getServletPath" -> "/events";
                    default -> null;
                });
        new AnswerRoom(unread).setOf(call);
        return AnswerRoom.of(call);
    }
}
