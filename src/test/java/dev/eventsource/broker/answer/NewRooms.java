package dev.eventsource.broker.answer;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Room for answers, for tests of other packages too. */
public final class NewRooms {
    private static final int MOST = 20_000;

    private NewRooms() {}

    /** One where others' answers take all. */
    public static AnswerRoom full() {
        UnreadAnswers unread = new UnreadAnswers(MOST);
        unread.reserve("another").take(MOST);
        return new AnswerRoom(unread, "");
    }

    /** A call that has a room, as far as its head says nobody's. */
    public static HttpServletRequest call() {
        return call(new UnreadAnswers(MOST));
    }

    static HttpServletRequest call(UnreadAnswers unread) {
        Map<Object, Object> attributes = new HashMap<>();
        HttpServletRequest call = (HttpServletRequest) Proxy.newProxyInstance(
                NewRooms.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, given) -> switch (method.getName()) {
                    case "setAttribute" -> attributes.put(given[0], given[1]);
                    case "getAttribute" -> attributes.get(given[0]);
                    case "getServletPath" -> "/events";
                    default -> null;
                });
        new AnswerRoom(unread, "").setOf(call);
        return call;
    }

    /** Whose room it is. */
    public static String owner(HttpServletRequest call) {
        return AnswerRoom.of(call).owner();
    }
}
