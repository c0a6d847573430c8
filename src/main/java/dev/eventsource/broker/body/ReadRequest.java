package dev.eventsource.broker.body;

import dev.eventsource.broker.http.HeaderSyntax;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is there, and whose parameters nobody but {@link dev.eventsource.broker.http.Parameters} reads: the server would read the body
 * for them, blocking, and Jersey, where it finds some that it cannot tell the place of, logs the whole address with them.
 * Headers that servers fail at count as not sent.
 */
final class ReadRequest extends HttpServletRequestWrapper {
    private final @Nullable ReadBody body;

    /** With the body given; null: with what the request has, which no call reads. */
    ReadRequest(HttpServletRequest request, byte @Nullable [] body) {
        super(request);
        this.body = body == null ? null : new ReadBody(new ByteArrayInputStream(body));
    }

    /** The same each time, as Jakarta Servlet 6.0 has it: some versions of Jersey ask for it before each read. */
    @Override
    public ServletInputStream getInputStream() throws IOException {
        return body == null ? super.getInputStream() : body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String getHeader(String name) {
        String value = super.getHeader(name);
        return value == null || HeaderSyntax.isReadable(name, value) ? value : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        List<String> values = Collections.list(super.getHeaders(name));
        boolean areReadable = values.stream().allMatch(value -> HeaderSyntax.isReadable(name, value));
        return areReadable ? Collections.enumeration(values) : Collections.emptyEnumeration();
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> getHeaders(name).hasMoreElements())
                .toList());
    }

    @Override
    public @Nullable String getContentType() {
        return getHeader("Content-Type");
    }

    @Override
    public @Nullable String getParameter(String name) {
        return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.emptyEnumeration();
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return null;
    }

    /** What is there whole is always ready. */
    private static final class ReadBody extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        ReadBody(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The body has been read.");
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }
    }
}
