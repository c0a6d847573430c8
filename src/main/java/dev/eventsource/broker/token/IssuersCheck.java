package dev.eventsource.broker.token;

import dev.eventsource.broker.settings.SettingCheck;
import dev.eventsource.broker.settings.Settings;

/** Whether the issuers of tokens are described as they have to be. */
public final class IssuersCheck implements SettingCheck {
    @Override
    public void check(Settings settings) {
        Issuers.check(settings);
    }
}
