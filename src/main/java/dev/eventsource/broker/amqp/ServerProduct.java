package dev.eventsource.broker.amqp;

import com.rabbitmq.client.Connection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server says that it is. Not every server that speaks the protocol is a RabbitMQ, and not every RabbitMQ has streams. */
public record ServerProduct(String name, String version) {
    private static final String RABBITMQ = "RabbitMQ";
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

    /** That of a connection's server. */
    public static ServerProduct of(Connection connection) {
        return new ServerProduct(property(connection, "product"), property(connection, "version"));
    }

    private static String property(Connection connection, String name) {
        return String.valueOf(connection.getServerProperties().get(name));
    }

    /** Whether it is a RabbitMQ, not just any that speaks its protocol. */
    public boolean isRabbitMq() {
        return name.equals(RABBITMQ);
    }

    /** Whether it has streams, which RabbitMQ has from 3.9 on. */
    public boolean hasStreams() {
        Matcher number = VERSION.matcher(version);
        if (!isRabbitMq() || !number.matches()) {
            return false;
        }
        int major = Integer.parseInt(number.group(1));
        return major > 3 || (major == 3 && Integer.parseInt(number.group(2)) >= 9);
    }
}
