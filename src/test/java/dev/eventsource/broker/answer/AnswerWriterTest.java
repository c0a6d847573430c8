package dev.eventsource.broker.answer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AnswerWriterTest {
    private static final byte[] BODY = new byte[40 << 10];

    private final List<String> done = new ArrayList<>();
    private final SlowOutput output = new SlowOutput();
    private final AnswerWriter writer = new AnswerWriter(BODY);
    private final AsyncContext call = fake(
            AsyncContext.class,
            Map.of(
                    "start",
                            task -> {
                                ((Runnable) task).run();
                                return null;
                            },
                    "complete", none -> done.add("complete")));
    private final ServletResponse response = fake(ServletResponse.class, Map.of("getOutputStream", none -> output));

    @Test
    void writesAsItIsRead() {
        begin(1);
        assertThat(output.bytes.size()).isEqualTo(16 << 10);
        assertThat(done).isEmpty();
        output.ready = 3;
        writer.onWritePossible();
        assertThat(output.bytes.toByteArray()).isEqualTo(BODY);
        assertThat(done).containsExactly("end", "complete");
    }

    @Test
    void endsOnce() {
        begin(1);
        writer.end();
        writer.end();
        writer.onError(new IllegalStateException("gone"));
        output.ready = 9;
        writer.onWritePossible();
        assertThat(output.bytes.size()).isEqualTo(16 << 10);
        assertThat(done).containsExactly("end", "complete");
    }

    @Test
    void endsThoughItWasToldToBeforeItBegan() {
        writer.end();
        begin(9);
        assertThat(output.bytes.size()).isZero();
        assertThat(done).containsExactly("end", "complete");
    }

    @Test
    void isNotCompleteWhileItIsWritten() {
        output.meanwhile = () -> {
            writer.end();
            assertThat(done).isEmpty();
        };
        begin(9);
        assertThat(output.bytes.size()).isEqualTo(16 << 10);
        assertThat(done).containsExactly("end", "complete");
    }

    @Test
    void leavesTheCallAloneThatTheServerHasEnded() {
        begin(1);
        writer.noteComplete();
        assertThat(done).containsExactly("end");
    }

    /** Else it would be among those that wait for ever. */
    @Test
    void endsThoughItCannotBegin() {
        writer.onEnd(() -> done.add("end"));
        writer.begin(fake(AsyncContext.class, Map.of("complete", none -> done.add("complete"))), response);
        assertThat(done).containsExactly("end", "complete");
    }

    private void begin(int ready) {
        output.ready = ready;
        writer.onEnd(() -> done.add("end"));
        writer.begin(call, response);
    }

    private static <T> T fake(Class<T> type, Map<String, Function<Object, Object>> methods) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object result =
                            requireNonNull(methods.get(method.getName())).apply(arguments == null ? "" : arguments[0]);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }

    /** Takes so many slices and no more. */
    private static final class SlowOutput extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Runnable meanwhile = () -> {};
        private int ready;

        @Override
        public boolean isReady() {
            return ready-- > 0;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            try {
                listener.onWritePossible();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void write(int next) {
            bytes.write(next);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes.write(from, offset, length);
            meanwhile.run();
        }
    }
}
