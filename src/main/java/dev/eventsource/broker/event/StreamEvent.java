package dev.eventsource.broker.event;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.lang.reflect.Type;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One event of an event stream, as JAX-RS sees it.
 *
 * @param id the last event id that it gives the browser; null: it leaves that alone
 * @param name the event type; null: {@code message}
 * @param data any text; its line ends are kept as line ends
 * @param retry how long the browser should wait before it reconnects; null: not said
 */
public record StreamEvent(
        @Nullable String id,
        @Nullable String name,
        String data,
        @Nullable Duration retry) implements OutboundSseEvent {

    /** An event of the broker itself, which never moves the browser's last event id. */
    public static StreamEvent control(String name, String data) {
        return new StreamEvent(null, name, data, null);
    }

    /** This event, saying too how long to wait before reconnecting. */
    public StreamEvent withRetry(Duration newRetry) {
        return new StreamEvent(id, name, data, newRetry);
    }

    @Override
    public @Nullable String getId() {
        return id;
    }

    @Override
    public @Nullable String getName() {
        return name;
    }

    @Override
    public @Nullable String getComment() {
        return null;
    }

    @Override
    public long getReconnectDelay() {
        return retry == null ? RECONNECT_NOT_SET : retry.toMillis();
    }

    @Override
    public boolean isReconnectDelaySet() {
        return retry != null;
    }

    @Override
    public Class<?> getType() {
        return String.class;
    }

    @Override
    public Type getGenericType() {
        return String.class;
    }

    @Override
    public MediaType getMediaType() {
        return MediaType.TEXT_PLAIN_TYPE;
    }

    @Override
    public Object getData() {
        return data;
    }
}
