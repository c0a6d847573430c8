package dev.eventsource.broker.it.support;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What the tests sent or got that must stand in no log: users' secrets, tokens, socket ids. Any thread may add. */
public final class Secrets {
    private static final Pattern ANSWERED = Pattern.compile("\"(?:socket|secret)\":\"([^\"]+)\"");
    private static final int SHORTEST = 10;
    private static final Set<String> ALL = ConcurrentHashMap.newKeySet();

    private Secrets() {}

    /** Short ones are those of tests that send nonsense, and may be words as well. */
    public static void add(String secret) {
        if (secret.length() >= SHORTEST) {
            ALL.add(secret);
        }
    }

    /** Those that stand in an answer of the broker. */
    static void addAnswered(String body) {
        ANSWERED.matcher(body).results().forEach(found -> add(found.group(1)));
    }

    static boolean isOne(String word) {
        return ALL.contains(word);
    }
}
