package dev.eventsource.broker.source;

import com.rabbitmq.client.AMQP;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of the formats that are read, in UTF-8. Publishers name a body's charset in its content type or, as Spring does, in its
 * content encoding, where others name how it was compressed. Stateless.
 */
final class ReadableBody {
    /** What RabbitMQ says of a message of AMQP 1.0 whose body is not one section of bytes. */
    private static final String OTHER_PROTOCOL = "amqp-1.0";

    private static final Set<String> AS_IT_IS = Set.of("", "identity", "binary", "7bit", "8bit");
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

    private ReadableBody() {}

    static byte[] of(Arrival arrival) throws RefusedEvent {
        AMQP.BasicProperties properties = arrival.properties();
        if (OTHER_PROTOCOL.equals(properties.getType())) {
            throw refused("its body is in the encoding of AMQP 1.0: send the bytes in one data section");
        }
        String encoding = encoding(properties);
        if (AS_IT_IS.contains(encoding.toLowerCase(Locale.ROOT))) {
            return arrival.body();
        }
        Charset charset = charset(encoding);
        if (charset == null) {
            throw refused("its content_encoding '" + encoding + "' is not read: send it in UTF-8 and not compressed");
        }
        return charset.equals(StandardCharsets.UTF_8) ? arrival.body() : inUtf8(arrival.body(), charset);
    }

    private static String encoding(AMQP.BasicProperties properties) {
        String encoding = properties.getContentEncoding();
        if (encoding != null) {
            return encoding.strip();
        }
        Matcher charset = CHARSET.matcher(properties.getContentType() == null ? "" : properties.getContentType());
        return charset.find() ? charset.group(1) : "";
    }

    private static @Nullable Charset charset(String name) {
        try {
            return Charset.isSupported(name) ? Charset.forName(name) : null;
        } catch (IllegalCharsetNameException e) {
            return null;
        }
    }

    private static byte[] inUtf8(byte[] body, Charset charset) throws RefusedEvent {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(body)).toString().getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw refused("its body is not in the charset that it names, " + charset);
        }
    }

    private static RefusedEvent refused(String whatToChange) {
        return new RefusedEvent(RefusalReason.BAD_FORMAT, whatToChange);
    }
}
