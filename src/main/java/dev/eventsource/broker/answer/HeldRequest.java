package dev.eventsource.broker.answer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call whose answer is held. A {@code HEAD} is made as the {@code GET} that it asks about, since servers do not agree on
 * how long the answer is that they leave out. For the request's thread.
 */
final class HeldRequest extends HttpServletRequestWrapper {
    private final HeldAnswer held;
    private final Consumer<AsyncContext> onAnswer;
    private @Nullable HeldCall later;

    /** Of which somebody is told when it is answered later. */
    HeldRequest(HttpServletRequest request, HeldAnswer held, Consumer<AsyncContext> onAnswer) {
        super(request);
        this.held = held;
        this.onAnswer = onAnswer;
    }

    /** Whether it has been suspended: it has been answered since, or will be. */
    boolean isAnsweredLater() {
        return later != null;
    }

    @Override
    public String getMethod() {
        String method = super.getMethod();
        return method.equals("HEAD") ? "GET" : method;
    }

    @Override
    public AsyncContext startAsync() {
        return hold(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return hold(super.startAsync(request, response));
    }

    private AsyncContext hold(AsyncContext call) {
        call.addListener(held);
        later = new HeldCall(call, onAnswer);
        return later;
    }

    @Override
    public AsyncContext getAsyncContext() {
        return later == null ? super.getAsyncContext() : later;
    }
}
