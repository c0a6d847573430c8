package dev.eventsource.broker.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.settings.Settings;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MongoTest {
    @Test
    void leavesNoThreadBehind() {
        Set<Thread> before = threads();
        Mongo mongo = new Mongo(new Settings());
        Set<Thread> started = threads();
        started.removeAll(before);
        assertThat(started).isNotEmpty();
        mongo.close();
        await().until(() -> started.stream().noneMatch(Thread::isAlive));
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
