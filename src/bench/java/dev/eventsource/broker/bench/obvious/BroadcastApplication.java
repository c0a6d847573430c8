package dev.eventsource.broker.bench.obvious;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

@ApplicationPath("/")
public class BroadcastApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(BroadcastResource.class);
    }
}
