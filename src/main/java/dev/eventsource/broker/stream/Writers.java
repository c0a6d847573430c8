package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Sinks;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The writers, and which stream goes to which: by turns. One is the fastest on a machine of up to four processors, since
 * two of them take the processors from the server's own threads.
 */
@Singleton
class Writers {
    private static final int PROCESSORS_PER_WRITER = 4;
    private static final int MOST_WRITERS = 64;

    private final Channels channels;
    private final List<Writer> writers;
    private final AtomicInteger turn = new AtomicInteger();

    @Inject
    Writers(Channels channels, Traffic traffic, Settings settings) {
        this.channels = channels;
        int gatheringMillis = settings.limit(Setting.FLUSH_MILLIS);
        this.writers = IntStream.range(0, count(settings.limit(Setting.WRITER_THREADS)))
                .mapToObj(number -> new Writer(number, gatheringMillis, traffic))
                .toList();
    }

    private static int count(int set) {
        int count = set > 0 ? set : Math.max(1, Runtime.getRuntime().availableProcessors() / PROCESSORS_PER_WRITER);
        return Math.min(MOST_WRITERS, count);
    }

    void start(@Observes Startup deployment) {
        channels.serveBy(writers.stream()
                .<Consumer<Sinks>>map(writer -> writer::serveSoon)
                .toList());
        writers.forEach(Writer::start);
    }

    void report(@Observes HealthReport report) {
        writers.forEach(writer -> writer.addTo(report));
    }

    /** Stops their threads before the subscribers are ended, of which there may have been none. */
    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.LIBRARY_BEFORE)
                    Shutdown undeployment) {
        writers.forEach(Writer::stop);
    }

    /** The writer for the next stream. Any thread may ask. */
    Writer next() {
        return writers.get(Math.floorMod(turn.getAndIncrement(), writers.size()));
    }
}
