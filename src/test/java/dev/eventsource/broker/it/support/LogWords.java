package dev.eventsource.broker.it.support;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;

/** Every word that was logged in this JVM, where a word is whatever could be a secret. Any thread may publish. */
final class LogWords extends Handler {
    static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9_-]+");

    private final Set<String> words = ConcurrentHashMap.newKeySet();

    LogWords() {
        setFormatter(new SimpleFormatter());
    }

    @Override
    public void publish(LogRecord record) {
        BETWEEN_WORDS.splitAsStream(getFormatter().format(record)).forEach(words::add);
    }

    /** What was logged since the last time. */
    Set<String> take() {
        Set<String> taken = Set.copyOf(words);
        words.removeAll(taken);
        return taken;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
