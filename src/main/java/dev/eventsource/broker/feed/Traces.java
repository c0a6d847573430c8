package dev.eventsource.broker.feed;

import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.http.TraceParent;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells of the messages that say which trace they are part of; most say nothing, and cost nothing here. Stateless. */
@Singleton
class Traces {
    private final Consumer<TracedMessage> told;
    private final String exchange;

    @Inject
    Traces(Event<TracedMessage> event, Settings settings) {
        this(event::fire, settings);
    }

    Traces(Consumer<TracedMessage> told, Settings settings) {
        this.told = told;
        this.exchange = settings.text(Setting.AMQP_EXCHANGE);
    }

    /** When the message that this thread works at was taken in; null where it is part of no trace. */
    @Nullable
    Instant begin() {
        return TraceParent.current() == null ? null : Instant.now();
    }

    /** The message is done with. */
    void end(@Nullable Instant begin, byte[] body, @Nullable RefusalReason refusal) {
        String trace = TraceParent.current();
        if (begin != null && trace != null) {
            told.accept(new TracedMessage(trace, exchange, body.length, begin, refusal));
        }
    }
}
