package dev.eventsource.broker.wildfly;

import java.io.IOException;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.event.container.BeforeDeploy;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.as.arquillian.container.ManagementClient;
import org.jspecify.annotations.NullUnmarked;

/** Hands the settings of this JVM on to the server before each deployment, for each may have settings of its own. */
@NullUnmarked // Arquillian sets the field.
public final class SettingsObserver {

    /** No other system property is in capitals. */
    private static final Pattern SETTING = Pattern.compile("[A-Z_]+");

    @Inject
    private Instance<ManagementClient> server;

    void handOn(@Observes BeforeDeploy deployment) throws IOException {
        var bindings = new SettingBindings(server.get().getControllerClient());
        for (String name : bindings.names()) {
            bindings.remove(name);
        }
        for (String name : System.getProperties().stringPropertyNames()) {
            if (SETTING.matcher(name).matches()) {
                bindings.add(name, System.getProperty(name));
            }
        }
    }
}
