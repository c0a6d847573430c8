package dev.eventsource.broker.settings;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Reads all settings before anything of the broker is made, so that a wrong one is told in one line. What follows it is the
 * server's own, which tells every deployment that fails with stack traces: they are the shortest this early.
 */
public final class SettingsCheck implements Extension {
    private static final Logger LOG = System.getLogger(SettingsCheck.class.getName());

    void check(@Observes BeforeBeanDiscovery deployment) {
        try {
            new Settings();
        } catch (InvalidSetting e) {
            LOG.log(Level.ERROR, "The broker is not deployed. {0}", e.getMessage());
            throw e;
        }
    }
}
