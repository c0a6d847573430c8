package dev.eventsource.broker.source;

import dev.eventsource.broker.settings.SettingCheck;
import dev.eventsource.broker.settings.Settings;

/** Whether the rules for sources can be followed. */
public final class SourcesCheck implements SettingCheck {
    @Override
    public void check(Settings settings) {
        Sources.read(Sources.file(settings), settings);
    }
}
