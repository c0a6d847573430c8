package dev.eventsource.broker.body;

import dev.eventsource.broker.answer.Answers;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a call as far as its head, and what came with that, tell of it. For the thread of the call. */
record Announced(HttpServletRequest head) {
    private static final Set<String> WITH_BODY = Set.of("POST", "PATCH");
    private static final Set<String> ASKING = Set.of("GET", "HEAD");

    /** A body is read whether or not its call has a use for it: where nobody reads it, some servers' threads wait for it. */
    boolean mayCome() {
        return WITH_BODY.contains(head.getMethod()) || length() > 0 || isChunked();
    }

    /** In bytes; -1 where the head does not tell. */
    long length() {
        return head.getContentLengthLong();
    }

    private boolean isChunked() {
        return head.getHeader("Transfer-Encoding") != null;
    }

    /** What there is of it, if that is all; as most are: in the same packet as the head. Null: more is to come. */
    byte @Nullable [] whole() throws IOException {
        ServletInputStream in = head.getInputStream();
        return isThere(in) ? in.readNBytes((int) Math.max(0, length())) : null;
    }

    /** Only in HTTP/1 does a head tell that there is none. */
    private boolean isThere(ServletInputStream in) throws IOException {
        return length() < 0 ? head.getProtocol().startsWith("HTTP/1") && !isChunked() : in.available() >= length();
    }

    /**
     * Whether it is for nobody: the call is answered whoever makes it. What waits for somebody, and is then answered by another
     * thread, waits for the body.
     */
    boolean isForNobody() {
        boolean isOfNobody = head.getQueryString() == null && head.getHeader("Authorization") == null;
        return ASKING.contains(head.getMethod()) && (isOfNobody || Answers.isStream(head));
    }
}
