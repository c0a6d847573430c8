package dev.eventsource.broker.wildfly;

import org.jboss.arquillian.core.spi.LoadableExtension;

/** Makes Arquillian call the {@link SettingsObserver}. */
public final class SettingsExtension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(SettingsObserver.class);
    }
}
