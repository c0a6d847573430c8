package dev.eventsource.broker.socket;

import dev.eventsource.broker.body.ComingBody;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses what is sent to a socket before its body where there is no such socket. Any thread may ask. */
@Singleton
final class BodyTicket {
    /** A path with an id as the broker makes them; any other is none's, and its call says so. */
    private static final Pattern SOCKET = Pattern.compile("/socket/([A-Za-z0-9_-]+)");

    private final Sockets sockets;

    @Inject
    BodyTicket(Sockets sockets) {
        this.sockets = sockets;
    }

    void check(@Observes ComingBody body) {
        HttpServletRequest head = body.head();
        Matcher path = SOCKET.matcher(
                head.getRequestURI().substring(head.getContextPath().length()));
        if (path.matches()) {
            body.await(sockets.require(path.group(1)).thenAccept(socket -> body.noteHolder(socket.user())));
        }
    }
}
