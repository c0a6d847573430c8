package dev.eventsource.broker.ledger.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.eventsource.broker.bench.client.ChunkedBody;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a response of HTTP/1.1 apart, RFC 9112: its head, and its body however that is framed. */
final class ResponseReader {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final Pattern LENGTH = Pattern.compile("(?mi)^content-length: *(\\d+)");
    private static final String HEAD_END = "\r\n\r\n";

    private final ByteArrayOutputStream headBytes = new ByteArrayOutputStream();
    private @Nullable String head;
    private @Nullable ChunkedBody chunks;
    private long left = Long.MAX_VALUE;

    /** Reads on; returns how many bytes of the body it has put into {@code out}, which must be as large as the input. */
    int read(ByteBuffer in, byte[] out) {
        while (head == null && in.hasRemaining()) {
            headBytes.write(in.get());
            String text = headBytes.toString(ISO_8859_1);
            if (text.endsWith(HEAD_END)) {
                takeHead(text);
            }
        }
        if (chunks != null) {
            return chunks.decode(in, out, 0);
        }
        int length = (int) Math.min(left, in.remaining());
        in.get(out, 0, length);
        left -= length;
        return length;
    }

    private void takeHead(String text) {
        head = text;
        Matcher length = LENGTH.matcher(text);
        if (says("transfer-encoding: chunked")) {
            chunks = new ChunkedBody();
        } else if (length.find()) {
            left = Long.parseLong(length.group(1));
        }
    }

    /** The status; 0 while the head has not come. */
    int status() {
        Matcher status = STATUS.matcher(head == null ? "" : head);
        return status.lookingAt() ? Integer.parseInt(status.group(1)) : 0;
    }

    /** Whether the head says this; in lower case. */
    boolean says(String text) {
        return head != null && head.toLowerCase(Locale.ROOT).contains(text);
    }

    /** The value of a header; null where there is none. */
    @Nullable
    String header(String name) {
        Matcher header = Pattern.compile("(?mi)^" + Pattern.quote(name) + ":[ \\t]*(.*?)[ \\t]*\\r?$")
                .matcher(head == null ? "" : head);
        return header.find() ? header.group(1) : null;
    }

    boolean hasEnded() {
        return chunks == null ? left == 0 : chunks.hasEnded();
    }
}
