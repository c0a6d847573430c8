package dev.eventsource.broker.ops;

import java.util.Arrays;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Leaves out what servers log of requests that they cannot make out, of which no application is told: a stack trace of
 * each, with which whoever likes could fill the log. Stateless, so any thread may ask.
 */
final class WithoutUnreadable implements Filter {
    /** Where Payara reads paths and hosts, and RESTEasy paths, media types, languages and cookies. */
    private static final Set<String> READERS = Set.of(
            "org.apache.catalina.connector.CoyoteAdapter.postParseRequest",
            "com.sun.enterprise.v3.services.impl.ContainerMapper.lookupHandler",
            "org.jboss.resteasy.plugins.server.servlet.ServletUtil.extractHttpHeaders",
            "org.jboss.resteasy.plugins.server.servlet.ServletUtil.extractUriInfo");

    @Override
    public boolean isLoggable(LogRecord record) {
        return record.getThrown() == null || !isOfReading(record.getThrown().getStackTrace());
    }

    /** One without a trace counts: the JVM leaves it out of what is thrown at one place over and over. */
    private static boolean isOfReading(StackTraceElement[] trace) {
        return trace.length == 0
                || Arrays.stream(trace)
                        .anyMatch(frame -> READERS.contains(frame.getClassName() + "." + frame.getMethodName()));
    }
}
