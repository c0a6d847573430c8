package dev.eventsource.broker;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The broker's HTTP side, at the root of its context: the eshq clients post to {@code /socket} whatever path their URL has. */
@ApplicationPath("/")
public class BrokerApplication extends Application {
    /** Jersey would describe every call at {@code /application.wadl} to whoever asks; the manual is where they are described. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
