package dev.eventsource.broker.settings;

/**
 * A setting that the broker cannot run with. Its message names the setting, its value (secrets masked) and what is
 * allowed. It has no stack trace: that one line is what the operator needs.
 */
public final class InvalidSetting extends RuntimeException {
    private static final int LONGEST_VALUE = 200;

    /** What is allowed may have a path in it, or what somebody's rules say. */
    private static final int LONGEST_ADVICE = 1_000;

    InvalidSetting(Setting setting, String text) {
        this(setting, text, setting.kind().allowed());
    }

    InvalidSetting(Setting setting, String text, String allowed) {
        super(
                "The setting %s is '%s'; allowed is: %s"
                        .formatted(
                                setting.name(),
                                Text.inOneLine(setting.kind().masked(text), LONGEST_VALUE),
                                Text.inOneLine(allowed, LONGEST_ADVICE)),
                null,
                false,
                false);
    }
}
