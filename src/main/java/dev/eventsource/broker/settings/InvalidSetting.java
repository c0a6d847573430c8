package dev.eventsource.broker.settings;

/**
 * A setting that the broker cannot run with. Its message names the setting, its value (secrets masked) and what is
 * allowed. It has no stack trace: that one line is what the operator needs.
 */
public final class InvalidSetting extends RuntimeException {
    InvalidSetting(Setting setting, String text) {
        this(setting, text, setting.kind().allowed());
    }

    InvalidSetting(Setting setting, String text, String allowed) {
        super(
                "The setting %s is '%s'; allowed is: %s"
                        .formatted(setting.name(), setting.kind().masked(text), allowed),
                null,
                false,
                false);
    }
}
