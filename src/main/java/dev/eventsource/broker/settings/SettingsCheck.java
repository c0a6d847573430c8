package dev.eventsource.broker.settings;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ServiceLoader;

/**
 * Reads all settings, and what they name, before anything of the broker is made, so that a wrong one is told in one line. What
 * follows it is the server's own: a few lines on a deployment that failed.
 */
public final class SettingsCheck implements Extension {
    private static final Logger LOG = System.getLogger(SettingsCheck.class.getName());

    /** Before others do anything that stays: of a deployment that fails no end is told. */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) BeforeBeanDiscovery deployment) {
        try {
            read();
        } catch (InvalidSetting e) {
            LOG.log(Level.ERROR, "The broker is not deployed. {0}", e.getMessage());
            WithoutRepetition.of(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** All that can be wrong with them; {@link InvalidSetting} where anything is. */
    static void read() {
        Settings settings = new Settings();
        ServiceLoader.load(SettingCheck.class, SettingCheck.class.getClassLoader())
                .forEach(check -> check.check(settings));
    }
}
