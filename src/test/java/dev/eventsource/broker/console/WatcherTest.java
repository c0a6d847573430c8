package dev.eventsource.broker.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatcherTest {
    private final Output output = new Output();
    private boolean mayStay = true;
    private long now;
    private final Watcher watcher = new Watcher(call(), output, () -> mayStay, () -> now);

    @Test
    void getsNothingBeforeTheServerSaysThatItMayBeWritten() {
        assertThat(offer("a")).isTrue();
        assertThat(watcher.isNew()).isTrue();
        watcher.onWritePossible();
        assertThat(offer("b")).isTrue();
        assertThat(output.text()).isEqualTo("b");
        assertThat(watcher.isNew()).isFalse();
    }

    /** However long it takes nothing, nothing is kept for it; and then it is left. */
    @Test
    void getsTheNewestWhenItReadsAgainAndIsLeftWhereItDoesNot() {
        watcher.onWritePossible();
        output.ready = false;
        for (int second = 0; second < 29; second++) {
            now += TimeUnit.SECONDS.toNanos(1);
            assertThat(offer("old")).isTrue();
        }
        output.ready = true;
        watcher.onWritePossible();
        assertThat(offer("new")).isTrue();
        assertThat(output.text()).isEqualTo("new");
        output.ready = false;
        now += TimeUnit.SECONDS.toNanos(30);
        assertThat(offer("late")).isFalse();
    }

    @Test
    void isLeftWhenItsSessionIsOverOrItIsGone() {
        watcher.onWritePossible();
        mayStay = false;
        assertThat(offer("a")).isFalse();
        mayStay = true;
        watcher.onError(new IllegalStateException("gone"));
        assertThat(offer("a")).isFalse();
        assertThat(output.text()).isEmpty();
    }

    private boolean offer(String frame) {
        return watcher.offer(frame.getBytes(UTF_8));
    }

    private static AsyncContext call() {
        return (AsyncContext) Proxy.newProxyInstance(
                WatcherTest.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class},
                (proxy, method, arguments) -> null);
    }

    private static final class Output extends ServletOutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private boolean ready = true;

        String text() {
            return written.toString(UTF_8);
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int next) {
            written.write(next);
        }
    }
}
