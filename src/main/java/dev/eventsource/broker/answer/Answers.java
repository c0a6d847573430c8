package dev.eventsource.broker.answer;

import dev.eventsource.broker.http.BasicAuth;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ServletAnswer;
import dev.eventsource.broker.http.WellKnown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends what calls answer, as it is read. Any thread may call, and none waits. */
@Singleton
public final class Answers {
    private static final Set<String> STREAMS = Set.of("/eventsource", "/admin/events");

    /** What every server has room for that keeps what is not read. */
    static final int SMALL = 4 << 10;

    /** No name of HTTP Basic has a colon. */
    private static final String HUB = ":hub";

    static final String BEARER = ":bearer ";

    private final UnreadAnswers unread;
    private final SharedAnswers shared = new SharedAnswers();

    @Inject
    Answers(UnreadAnswers unread) {
        this.unread = unread;
    }

    /** Whether a call is answered by a stream, which has a way of its own. */
    public static boolean isStream(HttpServletRequest request) {
        String path = request.getServletPath();
        return STREAMS.contains(path)
                || (path.equals(WellKnown.MERCURE) && request.getMethod().equals("GET"));
    }

    /** Has a call made, and sends its answer, now or when the call comes to have one. */
    public void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isStream(request) || !request.isAsyncSupported()) {
            chain.doFilter(request, response);
            return;
        }
        HeldAnswer held = new HeldAnswer(response);
        makeRoom(held, request);
        HeldRequest asking = new HeldRequest(request, held, call -> send(held, call));
        chain.doFilter(asking, held);
        if (asking.isAnsweredLater()) {
            return;
        }
        send(held, request);
    }

    private void makeRoom(HeldAnswer held, HttpServletRequest request) {
        AnswerRoom room = new AnswerRoom(unread, owner(request));
        room.setOf(request);
        held.noteRoom(room);
    }

    /** What a call is to be answered to whose answer is small, and the last on its connection. */
    public HeldAnswer holdLast(HttpServletResponse response) {
        HeldAnswer held = new HeldAnswer(response);
        held.setHeader("Connection", "close");
        return held;
    }

    /** Sends it to a call that may have been suspended; one that has been is completed. */
    public void send(HeldAnswer held, HttpServletRequest request) {
        if (request.isAsyncStarted()) {
            send(held, request.getAsyncContext());
            return;
        }
        leaveOutOf(request, held);
        AsyncContext call = held.size() <= SMALL && keepsSmall(request) ? null : suspend(request, held);
        if (call == null) {
            held.leaveRoom();
            held.write();
        } else {
            send(held, call);
        }
    }

    private static void leaveOutOf(HttpServletRequest request, HeldAnswer held) {
        if (request.getMethod().equals("HEAD")) {
            held.leaveOut();
        }
    }

    /** Whether the server takes a small answer without waiting for a client that does not read, as Payara's Grizzly does. */
    private static boolean keepsSmall(HttpServletRequest request) {
        return request.getServletContext().getServerInfo().contains("Payara");
    }

    /**
     * Without a limit of the server's, for there is one by progress. Null where the call is answered by something of the
     * server's own that cannot be suspended, which nobody knows before.
     */
    private static @Nullable AsyncContext suspend(HttpServletRequest request, HeldAnswer held) {
        try {
            AsyncContext call = request.startAsync();
            call.setTimeout(0);
            call.addListener(held);
            return call;
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /** What a call is to be answered to that has just been suspended; for its request's thread. */
    public HeldAnswer hold(AsyncContext call) {
        HeldAnswer held = new HeldAnswer((HttpServletResponse) call.getResponse());
        makeRoom(held, (HttpServletRequest) call.getRequest());
        call.addListener(held);
        return held;
    }

    /** Sends it, and completes the call. */
    public void send(HeldAnswer held, AsyncContext call) {
        HttpServletRequest request = (HttpServletRequest) call.getRequest();
        leaveOutOf(request, held);
        if (held.size() > SMALL) {
            sendAsItIsRead(held, request, call);
            held.leaveRoom();
            return;
        }
        held.leaveRoom();
        if (keepsSmall(request)) {
            held.write();
            complete(call);
        } else {
            sendSmall(held, call);
        }
    }

    /** Ends a call that is, or is not, over by now. */
    public static void complete(AsyncContext call) {
        try {
            call.complete();
        } catch (IllegalStateException over) {
            // The server has ended it, with its connection.
        }
    }

    /**
     * However little it is, a server that writes it in a thread of a request waits there for who has not read the many before
     * it. As it is written in one piece, the next call on the connection is made once all of it has left.
     */
    private static void sendSmall(HeldAnswer held, AsyncContext call) {
        AnswerWriter writer = new AnswerWriter(held.take());
        held.noteSender(writer);
        writer.beginHere(call, held.getResponse());
    }

    /**
     * The last on its connection, so that no client that takes too long is left with a part of it and what comes next; where
     * there is no room for it, that is the answer.
     */
    private void sendAsItIsRead(HeldAnswer held, HttpServletRequest request, AsyncContext call) {
        byte[] body = held.take();
        byte[] same = shared.find(held.getHeader("ETag"), held.getHeader("Cache-Control"), body);
        AnswerWriter writer = new AnswerWriter(same == null ? body : same);
        if (unread.admit(writer, owner(held, request), same == null ? body.length : 0, held.room())) {
            held.setHeader("Connection", "close");
            held.noteSender(writer);
            writer.begin(call, held.getResponse());
        } else {
            refuse(held);
            complete(call);
        }
    }

    private static String owner(HeldAnswer held, HttpServletRequest request) {
        AnswerRoom room = held.room();
        return room == null ? owner(request) : room.owner();
    }

    /**
     * As far as the head says, which was true of whoever gets a large answer; the hub's readers are one, and all others are
     * another one, until it is known whose call it is.
     */
    static String owner(HttpServletRequest request) {
        if (request.getServletPath().startsWith(WellKnown.MERCURE)) {
            return HUB;
        }
        return BasicAuth.of(request.getHeader("Authorization"))
                .map(BasicAuth::name)
                .orElse("");
    }

    private static void refuse(HeldAnswer held) {
        String reason = "Too many answers wait to be read; try again later.";
        held.reset();
        try {
            ServletAnswer.write(Problem.unavailable(reason).getResponse(), held);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        held.write();
    }
}
