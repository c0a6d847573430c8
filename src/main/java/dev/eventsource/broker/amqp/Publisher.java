package dev.eventsource.broker.amqp;

import com.rabbitmq.client.AlreadyClosedException;
import dev.eventsource.broker.count.Counts;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings events of callers to the exchange and waits until RabbitMQ has taken them. Any thread may publish; sending holds
 * the lock, waiting for the confirm does not. {@code session} is read and written under the lock.
 */
@Singleton
public final class Publisher {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final AmqpServers.Turns servers;
    private final Binding binding;
    private final EventJson json;
    private final String exchange;
    private final Counts<Outcome> outcomes = new Counts<>(Outcome.class);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable PublishSession session;
    private long failedAt = System.nanoTime() - PAUSE_AFTER_FAILURE.toNanos();

    private enum Outcome {
        CONFIRMED,
        FAILED
    }

    @Inject
    Publisher(AmqpServers servers, Binding binding, EventJson json, Settings settings) {
        this.servers = servers.turns();
        this.binding = binding;
        this.json = json;
        this.exchange = settings.text(Setting.AMQP_EXCHANGE);
    }

    /** Returns when RabbitMQ has confirmed and routed the event; {@link Unavailable}, and nothing promised, where not. */
    public void publish(Event event) {
        Outcome outcome = Outcome.FAILED;
        try {
            publish(json.write(event));
            outcome = Outcome.CONFIRMED;
        } finally {
            outcomes.add(outcome);
        }
    }

    /** How many events were published since the start, by whether RabbitMQ has confirmed and routed them. */
    public Map<String, Long> outcomes() {
        return outcomes.byName();
    }

    private void publish(byte[] body) {
        try {
            if (!isAccepted(send(body))) {
                binding.doubt();
                throw new Unavailable("RabbitMQ did not take or could not route the event; send it again.", null);
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new Unavailable("RabbitMQ has not confirmed the event; send it again.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("The broker is stopping; send the event again.", e);
        }
    }

    private static boolean isAccepted(PublishSession.Sent sent)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return sent.accepted().get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            sent.forget().run();
        }
    }

    /** Sends messages that nobody waits for, in their order; {@link Unavailable} where RabbitMQ cannot be reached. */
    void post(Post... posts) throws InterruptedException {
        try {
            withSession(session -> {
                session.post(posts);
                return posts;
            });
        } catch (IOException | TimeoutException e) {
            throw new Unavailable("RabbitMQ does not answer.", e);
        }
    }

    private PublishSession.Sent send(byte[] body) throws IOException, TimeoutException, InterruptedException {
        return withSession(session -> session.send(body));
    }

    private interface Sending<T> {
        T by(PublishSession session) throws IOException;
    }

    private <T> T withSession(Sending<T> sending) throws IOException, TimeoutException, InterruptedException {
        if (!lock.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("other events wait to be sent");
        }
        try {
            return sending.by(openSession());
        } catch (AlreadyClosedException e) {
            throw new IOException(e);
        } finally {
            lock.unlock();
        }
    }

    private PublishSession openSession() throws IOException, TimeoutException {
        PublishSession current = session;
        if (current == null || !current.isOpen()) {
            current = reopen(current);
            session = current;
        }
        if (current.isBlocked()) {
            throw new IOException("RabbitMQ takes no messages for now");
        }
        return current;
    }

    /** A server that was just found away is not asked again at once: callers would queue up behind the attempt. */
    private PublishSession reopen(@Nullable PublishSession ended) throws IOException, TimeoutException {
        if (ended != null) {
            ended.close();
        }
        if (System.nanoTime() - failedAt < PAUSE_AFTER_FAILURE.toNanos()) {
            throw new IOException("RabbitMQ did not answer a moment ago");
        }
        try {
            return PublishSession.open(servers.current(), exchange);
        } catch (IOException | TimeoutException | RuntimeException e) {
            failedAt = System.nanoTime();
            servers.noteFailure();
            throw e;
        }
    }

    @PreDestroy
    void stop() {
        lock.lock();
        try {
            if (session != null) {
                session.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
