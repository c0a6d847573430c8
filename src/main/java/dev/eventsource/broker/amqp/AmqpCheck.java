package dev.eventsource.broker.amqp;

import dev.eventsource.broker.settings.SettingCheck;
import dev.eventsource.broker.settings.Settings;

/** Whether the client takes the URLs of RabbitMQ. */
public final class AmqpCheck implements SettingCheck {
    @Override
    public void check(Settings settings) {
        new AmqpServers(settings);
    }
}
