package dev.eventsource.broker.mongo;

import dev.eventsource.broker.settings.SettingCheck;
import dev.eventsource.broker.settings.Settings;

/** Whether the driver takes the URL of MongoDB. */
public final class MongoCheck implements SettingCheck {
    @Override
    public void check(Settings settings) {
        Mongo.parse(settings);
    }
}
