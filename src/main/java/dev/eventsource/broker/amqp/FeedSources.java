package dev.eventsource.broker.amqp;

import com.rabbitmq.client.Connection;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what a connection's feed is read from: as {@code AMQP_FEED} says, and where that is {@code auto}, the stream if
 * the server has streams, which RabbitMQ has from 3.9 on. For the feed's thread alone.
 */
@Singleton
class FeedSources {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

    private static final String RABBITMQ = "RabbitMQ";

    private final LogStream stream;
    private final NodeQueue queue;
    private final String wanted;
    private @Nullable FeedSource last;

    @Inject
    FeedSources(LogStream stream, NodeQueue queue, Settings settings) {
        this.stream = stream;
        this.queue = queue;
        this.wanted = settings.text(Setting.AMQP_FEED);
    }

    FeedSource choose(Connection connection) {
        FeedSource source = isStreamWanted(connection) ? stream : queue;
        if (source == stream && last == queue) {
            stream.leaveOut();
        }
        last = source;
        return source;
    }

    /** Whether the server is a RabbitMQ, not just any that speaks its protocol. */
    static boolean isRabbitMq(Connection connection) {
        return product(connection).equals(RABBITMQ);
    }

    private static String product(Connection connection) {
        return String.valueOf(connection.getServerProperties().get("product"));
    }

    private boolean isStreamWanted(Connection connection) {
        boolean offered = hasStreams(
                product(connection),
                String.valueOf(connection.getServerProperties().get("version")));
        if (!offered && wanted.equals("stream")) {
            throw new IllegalStateException(
                    "AMQP_FEED is stream, but the server has no streams: use RabbitMQ 3.9 or later, or set it to auto");
        }
        return offered && !wanted.equals("queue");
    }

    static boolean hasStreams(String product, String version) {
        Matcher number = VERSION.matcher(version);
        if (!product.equals(RABBITMQ) || !number.matches()) {
            return false;
        }
        int major = Integer.parseInt(number.group(1));
        return major > 3 || (major == 3 && Integer.parseInt(number.group(2)) >= 9);
    }
}
