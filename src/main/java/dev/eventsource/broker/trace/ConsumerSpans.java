package dev.eventsource.broker.trace;

import dev.eventsource.broker.feed.TracedMessage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Makes the span of a message, as OpenTelemetry's semantic conventions for RabbitMQ have it. {@code tracer} is written by the thread
 * that deploys, for a server may know by it whose tracer is wanted, and read by the feed's.
 */
@Singleton
public class ConsumerSpans {
    private static final Logger LOG = System.getLogger(ConsumerSpans.class.getName());
    private static final String NAME = "process ";

    /** Where the parts of a {@code traceparent} begin, each of a length of its own (Trace Context, section 3.2.2). */
    private static final int TRACE_ID = 3;

    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;

    private final Instance<OpenTelemetry> telemetry;
    private volatile @Nullable Tracer tracer;

    @Inject
    ConsumerSpans(Instance<OpenTelemetry> telemetry) {
        this.telemetry = telemetry;
    }

    void begin(@Observes Startup deployment) {
        if (telemetry.isResolvable()) {
            tracer = telemetry.get().getTracer("dev.eventsource.broker");
        }
    }

    /** Never throws: the feed goes on whatever becomes of a span. */
    void note(@Observes TracedMessage message) {
        Tracer known = tracer;
        try {
            if (known != null) {
                end(begin(known, message), message);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "A span is lost", e);
        }
    }

    private static Span begin(Tracer tracer, TracedMessage message) {
        return tracer.spanBuilder(NAME + message.exchange())
                .setParent(Context.root().with(Span.wrap(parent(message.traceParent()))))
                .setSpanKind(SpanKind.CONSUMER)
                .setStartTimestamp(message.begin())
                .setAttribute("messaging.system", "rabbitmq")
                .setAttribute("messaging.operation.name", "process")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", message.exchange())
                .setAttribute("messaging.message.body.size", message.bytes())
                .startSpan();
    }

    private static void end(Span span, TracedMessage message) {
        if (message.refusal() != null) {
            span.setAttribute("error.type", message.refusal().word());
            span.setStatus(StatusCode.ERROR, "refused");
        }
        span.end();
    }

    private static SpanContext parent(String traceParent) {
        return SpanContext.createFromRemoteParent(
                traceParent.substring(TRACE_ID, SPAN_ID - 1),
                traceParent.substring(SPAN_ID, FLAGS - 1),
                TraceFlags.fromHex(traceParent, FLAGS),
                TraceState.getDefault());
    }
}
