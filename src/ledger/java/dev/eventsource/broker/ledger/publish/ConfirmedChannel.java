package dev.eventsource.broker.ledger.publish;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A back end's own connection to RabbitMQ, with confirms and {@code mandatory}: what RabbitMQ confirms but returns as
 * unroutable is not confirmed. {@code returned} is written by the connection's thread before it brings the confirm, and
 * {@code losesNextConfirm} by any; all else is one thread's.
 */
final class ConfirmedChannel implements AutoCloseable {
    private static final int LONGEST_CONNECT_MILLIS = 5_000;
    private static final int LONGEST_CONFIRM_MILLIS = 5_000;

    private final ConnectionFactory factory = new ConnectionFactory();
    private final List<Integer> ports;
    private int tries;
    private @Nullable Connection connection;
    private @Nullable Channel channel;
    private volatile boolean returned;
    private volatile boolean losesNextConfirm;

    /**
     * A connection that is opened when there is something to send.
     *
     * @param ports of RabbitMQ's servers, which are tried in turn
     */
    ConfirmedChannel(List<Integer> ports) {
        this.ports = ports;
        factory.setHost("127.0.0.1");
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(LONGEST_CONNECT_MILLIS);
        factory.setHandshakeTimeout(LONGEST_CONNECT_MILLIS);
        factory.setChannelRpcTimeout(LONGEST_CONNECT_MILLIS);
    }

    /** Lets the connection break off behind the next message, before its confirm is read. Any thread may call. */
    void loseNextConfirm() {
        losesNextConfirm = true;
    }

    /** Sends a message and waits for a limited time; whether it was confirmed, and not returned. */
    boolean publish(String exchange, String key, BasicProperties properties, byte[] body) throws InterruptedException {
        try {
            Channel open = open();
            returned = false;
            open.basicPublish(exchange, key, true, properties, body);
            if (losesNextConfirm) {
                losesNextConfirm = false;
                open.getConnection().abort(LONGEST_CONNECT_MILLIS);
                return false;
            }
            return open.waitForConfirms(LONGEST_CONFIRM_MILLIS) && !returned;
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            close();
            return false;
        }
    }

    private Channel open() throws IOException, TimeoutException {
        Channel current = channel;
        if (current != null && current.isOpen()) {
            return current;
        }
        close();
        factory.setPort(ports.get(tries++ % ports.size()));
        Connection opened = factory.newConnection("ledger-publisher");
        connection = opened;
        Channel fresh = opened.createChannel();
        fresh.confirmSelect();
        fresh.addReturnListener(message -> returned = true);
        channel = fresh;
        return fresh;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.abort(LONGEST_CONNECT_MILLIS);
            connection = null;
            channel = null;
        }
    }
}
