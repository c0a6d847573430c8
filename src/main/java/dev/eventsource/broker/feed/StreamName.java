package dev.eventsource.broker.feed;

import com.rabbitmq.client.AMQP;
import dev.eventsource.broker.amqp.Post;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a stream is called, as its readers tell each other in the stream itself: RabbitMQ has nothing by which a stream differs
 * from the one whose place it took. Who makes a stream gives it a name, and who reads it says the name again, for the messages
 * that said it first are dropped with time. As a {@link dev.eventsource.broker.cluster.Mark} it is a JSON object without a
 * channel, known by its body alone.
 *
 * @param name 12 hexadecimal digits, drawn at random
 * @param read the offset of the last message of that stream that whoever says it had read; -1 where the stream gets the name
 *     by this
 */
record StreamName(String name, long read) {
    private static final String TYPE = "eshq.mark";
    private static final int LONGEST = 100;
    private static final int NAME_BYTES = 6;
    private static final long NOTHING = -1;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM =
            Pattern.compile("\\{\"eshq:stream\":\"([0-9a-f]{12})\",\"read\":(-1|\\d{1,18})}");

    /** A name for a stream that has none. */
    static StreamName draw() {
        byte[] random = new byte[NAME_BYTES];
        RANDOM.nextBytes(random);
        return new StreamName(HexFormat.of().formatHex(random), NOTHING);
    }

    /** The name that a message's body says; null where it says none. */
    static @Nullable StreamName parse(byte[] body) {
        if (body.length > LONGEST || body.length < 3 || body[2] != 'e') {
            return null;
        }
        Matcher form = FORM.matcher(new String(body, StandardCharsets.ISO_8859_1));
        return form.matches() ? new StreamName(form.group(1), Long.parseLong(form.group(2))) : null;
    }

    /** Whether the stream gets its name by this, whatever it was called before. */
    boolean isGiven() {
        return read == NOTHING;
    }

    /**
     * Whether a message at that offset may say it of its own stream. One that does not was put by a reader who had not noticed
     * yet that another stream had taken the place of his.
     */
    boolean mayStandAt(long offset) {
        return read < offset;
    }

    /** The message that says it. */
    Post post(String queue) {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .type(TYPE)
                .build();
        return new Post("", queue, properties, body());
    }

    private byte[] body() {
        return ("{\"eshq:stream\":\"" + name + "\",\"read\":" + read + "}").getBytes(StandardCharsets.ISO_8859_1);
    }
}
