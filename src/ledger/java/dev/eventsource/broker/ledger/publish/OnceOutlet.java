package dev.eventsource.broker.ledger.publish;

import dev.eventsource.broker.ledger.cluster.Health;
import dev.eventsource.broker.ledger.event.Answers;
import dev.eventsource.broker.ledger.event.Message;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Random;

/** Publishes once: repeats a call under its key until it is answered, and now and then when it is, at whichever node. */
final class OnceOutlet implements Outlet {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(8);
    private static final long PAUSE_MILLIS = 200;
    private static final int REPEATED_ONE_IN = 4;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_CONNECT)
            .build();
    private final Health health;
    private final Answers answers;
    private final Random random;
    private volatile boolean closed;

    OnceOutlet(Health health, Answers answers, Random random) {
        this.health = health;
        this.answers = answers;
        this.random = random;
    }

    @Override
    public void send(Message message) throws InterruptedException {
        OnceCall call = new OnceCall(http, answers, message);
        while (!call.to(health.pick()).join() && !closed) {
            Thread.sleep(PAUSE_MILLIS);
        }
        if (random.nextInt(REPEATED_ONE_IN) == 0) {
            call.to(health.pick()).join();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
