package dev.eventsource.broker.mercure;

import dev.eventsource.broker.settings.SettingCheck;
import dev.eventsource.broker.settings.Settings;

/** Whether the keys of the hub are some, by their algorithms. */
public final class HubCheck implements SettingCheck {
    @Override
    public void check(Settings settings) {
        Hub.check(settings);
    }
}
