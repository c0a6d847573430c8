package dev.eventsource.broker.amqp;

import com.rabbitmq.client.impl.DefaultExceptionHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Keeps the AMQP client's stack traces out of the log: that a connection was lost, and why, is told in one line elsewhere. */
final class QuietExceptionHandler extends DefaultExceptionHandler {
    private static final Logger LOG = System.getLogger(QuietExceptionHandler.class.getName());

    @Override
    protected void log(String message, Throwable failure) {
        LOG.log(Level.DEBUG, message, failure);
    }
}
