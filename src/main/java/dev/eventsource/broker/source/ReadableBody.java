package dev.eventsource.broker.source;

import com.rabbitmq.client.AMQP;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** Of all that there are; where a name is none, the JDK looks for it anew each time, for as long as hundreds of messages take. */
    private static final Map<String, Charset> CHARSETS = charsets();

    private ReadableBody() {}

    private static Map<String, Charset> charsets() {
        Map<String, Charset> byName = new HashMap<>();
        for (Charset charset : Charset.availableCharsets().values()) {
            charset.aliases().forEach(alias -> byName.put(alias.toLowerCase(Locale.ROOT), charset));
            byName.put(charset.name().toLowerCase(Locale.ROOT), charset);
        }
        return Map.copyOf(byName);
    }

    static byte[] of(Arrival arrival) throws RefusedEvent {
        AMQP.BasicProperties properties = arrival.properties();
        if (OTHER_PROTOCOL.equals(properties.getType())) {
            throw refused("its body is in the encoding of AMQP 1.0: send the bytes in one data section");
        }
        String encoding = encoding(properties);
        if (encoding.isEmpty()) {
            return arrival.body();
        }
        Charset charset = CHARSETS.get(encoding.toLowerCase(Locale.ROOT));
        if (charset == null) {
            throw refused("its content_encoding '" + encoding + "' is not read: send it in UTF-8 and not compressed");
        }
        return charset.equals(StandardCharsets.UTF_8) ? arrival.body() : inUtf8(arrival.body(), charset);
    }

    /** Empty where nothing is said of it. */
    private static String encoding(AMQP.BasicProperties properties) {
        String encoding = properties.getContentEncoding() == null
                ? ""
                : properties.getContentEncoding().strip();
        if (!AS_IT_IS.contains(encoding.toLowerCase(Locale.ROOT))) {
            return encoding;
        }
        Matcher charset = CHARSET.matcher(properties.getContentType() == null ? "" : properties.getContentType());
        return charset.find() ? charset.group(1) : "";
    }

    private static byte[] inUtf8(byte[] body, Charset charset) throws RefusedEvent {
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            if (Utf8.isWellFormed(text)) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            throw new CharacterCodingException();
        } catch (CharacterCodingException e) {
            throw refused("its body is not in the charset that it names, " + charset);
        }
    }

    private static RefusedEvent refused(String whatToChange) {
        return new RefusedEvent(RefusalReason.BAD_FORMAT, whatToChange);
    }
}
