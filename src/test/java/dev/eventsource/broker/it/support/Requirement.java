package dev.eventsource.broker.it.support;

import org.opentest4j.TestAbortedException;

/** What a test cannot do without: it is skipped where that is missing, or fails with {@code REQUIRE_REAL=true}. */
final class Requirement {
    static final String REQUIRE_REAL = "REQUIRE_REAL";

    private Requirement() {}

    /** Ends the test that calls it. */
    static TestAbortedException missing(String what, String howToGetIt) {
        return new TestAbortedException(message(what, howToGetIt));
    }

    /** Why a test is skipped. */
    static String message(String what, String howToGetIt) {
        String message = words(what, howToGetIt);
        if (Boolean.parseBoolean(System.getProperty(REQUIRE_REAL, System.getenv(REQUIRE_REAL)))) {
            throw new IllegalStateException(message + ". It is not skipped, because " + REQUIRE_REAL + " is true");
        }
        return message;
    }

    /** Why a test is skipped even where everything is required. */
    static String words(String what, String howToGetIt) {
        return "This test needs %s, which this machine lacks: %s".formatted(what, howToGetIt);
    }
}
