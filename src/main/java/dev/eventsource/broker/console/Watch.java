package dev.eventsource.broker.console;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.event.SseFrame;
import dev.eventsource.broker.event.StreamEvent;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.operator.Sessions;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Has this node say what it does while somebody watches, and shows the pages that watch here what all nodes said. One thread
 * does it, and so owns the fields that nothing else is said of; {@code askedAt} and {@code asked} are written by
 * whoever hears that somebody watches, and the list of watchers is guarded by itself.
 */
@Singleton
class Watch {
    /** As many as one node has operators' pages; more are told so. */
    static final int MOST_WATCHERS = 32;

    /** A quarter of a second, for whoever comes waits no longer to hear the first; all else is done each second. */
    private static final Duration TURN = Duration.ofMillis(250);

    private static final int TURNS_IN_A_SECOND = 4;
    private static final int SECONDS_TO_ASK_AGAIN = 3;
    private static final int SECONDS_TO_TELL_OF_SESSIONS = 60;
    private static final long ASKED_FOR_NANOS = Duration.ofSeconds(10).toNanos();

    private final Figures figures;
    private final KnownNodes nodes;
    private final Signals signals;
    private final Sessions sessions;
    private final Periodic turns = new Periodic("console", TURN, this::turn);
    private final List<Watcher> watchers = new ArrayList<>();
    private volatile boolean asked;
    private volatile long askedAt;
    private boolean saying;
    private long turn;

    @Inject
    Watch(Figures figures, KnownNodes nodes, Signals signals, Sessions sessions) {
        this.figures = figures;
        this.nodes = nodes;
        this.signals = signals;
        this.sessions = sessions;
    }

    void start(@Observes Startup deployment) {
        turns.start();
    }

    void report(@Observes HealthReport report) {
        report.add(turns);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        turns.close();
        leave(present());
    }

    /** Takes a page in, until it leaves; a 503 problem where there are too many. */
    Watcher admit(Supplier<Watcher> opened) {
        synchronized (watchers) {
            if (watchers.size() >= MOST_WATCHERS) {
                throw Problem.unavailable("Too many pages watch this node; close some of them.");
            }
            Watcher watcher = opened.get();
            watchers.add(watcher);
            return watcher;
        }
    }

    void follow(@Observes Signal signal) {
        switch (signal.topic()) {
            case WATCH -> noteAsked();
            case FIGURES -> nodes.hear(signal.text());
            default -> {
                // It is about something else.
            }
        }
    }

    private void noteAsked() {
        askedAt = System.nanoTime();
        asked = true;
    }

    private void turn() {
        List<Watcher> here = present();
        if (turn % TURNS_IN_A_SECOND == 0) {
            second(turn / TURNS_IN_A_SECOND, here);
        } else {
            show(here.stream().filter(Watcher::isNew).toList());
        }
        turn++;
    }

    private void second(long number, List<Watcher> here) {
        if (!here.isEmpty()) {
            noteAsked();
            if (number % SECONDS_TO_ASK_AGAIN == 0) {
                signals.tell(new Signal(Topic.WATCH, ""));
            }
        }
        say();
        show(here);
        if (number % SECONDS_TO_TELL_OF_SESSIONS == 0) {
            sessions.tellAgain();
        }
    }

    /** Not by a signal to itself: what an operator looks at must be seen where RabbitMQ is not. */
    private void say() {
        boolean wanted = asked && System.nanoTime() - askedAt < ASKED_FOR_NANOS;
        if (wanted && saying) {
            JsonObject read = figures.read();
            nodes.hear(read);
            signals.tell(new Signal(Topic.FIGURES, read.toString()));
        } else if (wanted) {
            figures.begin();
        } else if (saying) {
            figures.end();
        }
        saying = wanted;
    }

    private void show(List<Watcher> to) {
        if (to.isEmpty()) {
            return;
        }
        byte[] frame = SseFrame.encode(
                StreamEvent.control("nodes", nodes.toJson().build().toString()));
        leave(to.stream().filter(watcher -> !watcher.offer(frame)).toList());
    }

    private List<Watcher> present() {
        synchronized (watchers) {
            return List.copyOf(watchers);
        }
    }

    private void leave(List<Watcher> leaving) {
        leaving.forEach(Watcher::end);
        synchronized (watchers) {
            watchers.removeAll(leaving);
        }
    }
}
