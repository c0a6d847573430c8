package dev.eventsource.broker.settings;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out, once, the stack trace with which a server says again what the broker has told in a line of its own, and is gone
 * then. Immutable, so any thread may ask.
 */
final class WithoutRepetition implements Filter {
    /** Of what tells of a deployment that failed: WildFly's and Payara's. Both say it once more without a trace. */
    private static final List<String> TELLERS = List.of("org.jboss.msc.service.fail", "javax.enterprise.system.core");

    private final Logger teller;
    private final @Nullable Filter before;
    private final String told;

    private WithoutRepetition(Logger teller, String told) {
        this.teller = teller;
        this.before = teller.getFilter();
        this.told = told;
    }

    /** From now on, of what has been told in these words. */
    static void of(String told) {
        TELLERS.stream()
                .map(Logger::getLogger)
                .forEach(teller -> teller.setFilter(new WithoutRepetition(teller, told)));
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        if (saysIt(record.getThrown())) {
            teller.setFilter(before);
            return false;
        }
        return before == null || before.isLoggable(record);
    }

    private boolean saysIt(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null) {
            if (String.valueOf(cause.getMessage()).contains(told)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
