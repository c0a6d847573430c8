package dev.eventsource.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a thread's present work is part of, as a caller or publisher says it in {@code traceparent}: what is refused or
 * fails is logged with it, so that it is found from the other end. What is none by the W3C's Trace Context, section 3.2, is
 * left out, for it would be whatever somebody likes to have in the log.
 *
 * <p>Each thread sees its own; who begins ends, in the same thread.
 */
public final class TraceParent {
    /** What both HTTP and AMQP call the field. */
    public static final String NAME = "traceparent";

    /** Of a later version more may follow, which nobody knows. */
    private static final Pattern VALID = Pattern.compile(
            "((?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2})(?:(?<!^00.{53})-.*)?");

    private static final int LONGEST = 512;
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private TraceParent() {}

    /** This thread works at a call. */
    public static void begin(HttpServletRequest call) {
        List<String> values = Collections.list(call.getHeaders(NAME));
        begin(values.size() == 1 ? values.get(0) : null);
    }

    /** This thread works at what says so of itself; null or anything malformed is as good as nothing. */
    public static void begin(@Nullable String value) {
        if (value == null || value.length() > LONGEST) {
            return; // as most messages say nothing, each of which comes by here
        }
        Matcher valid = VALID.matcher(value);
        if (valid.matches()) {
            CURRENT.set(valid.group(1));
        }
    }

    /** That work is done. */
    public static void end() {
        CURRENT.remove();
    }

    /** What the present work is part of: the value of {@code traceparent}, well-formed; null where nothing is known. */
    public static @Nullable String current() {
        return CURRENT.get();
    }

    /** The same work, where another thread does it for this one's. */
    public static Runnable onward(Runnable work) {
        String current = CURRENT.get();
        return current == null ? work : () -> as(current, work);
    }

    private static void as(String trace, Runnable work) {
        CURRENT.set(trace);
        try {
            work.run();
        } finally {
            end();
        }
    }

    /** What threads do for this one's work, whoever hands it to them. */
    public static Executor onward(Executor threads) {
        String current = CURRENT.get();
        return current == null ? threads : work -> threads.execute(() -> as(current, work));
    }

    /** To be put behind what a line of the log is about: empty where nothing is known. */
    public static String inWords() {
        String current = CURRENT.get();
        return current == null ? "" : " (traceparent " + current + ")";
    }
}
