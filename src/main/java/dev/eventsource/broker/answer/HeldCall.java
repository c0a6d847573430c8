package dev.eventsource.broker.answer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A suspended call whose answer is held: that it is complete means that it can be sent. Any thread may complete it. */
record HeldCall(AsyncContext call, Consumer<AsyncContext> onAnswer, AtomicBoolean answered) implements AsyncContext {
    HeldCall(AsyncContext call, Consumer<AsyncContext> onAnswer) {
        this(call, onAnswer, new AtomicBoolean());
    }

    @Override
    public void complete() {
        if (answered.compareAndSet(false, true)) {
            onAnswer.accept(call);
        }
    }

    @Override
    public ServletRequest getRequest() {
        return call.getRequest();
    }

    @Override
    public ServletResponse getResponse() {
        return call.getResponse();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return call.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
        call.dispatch();
    }

    @Override
    public void dispatch(String path) {
        call.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        call.dispatch(context, path);
    }

    @Override
    public void start(Runnable run) {
        call.start(run);
    }

    @Override
    public void addListener(AsyncListener listener) {
        call.addListener(listener);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        call.addListener(listener, request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return call.createListener(type);
    }

    @Override
    public void setTimeout(long millis) {
        call.setTimeout(millis);
    }

    @Override
    public long getTimeout() {
        return call.getTimeout();
    }
}
